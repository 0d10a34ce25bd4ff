"""The door of care."""

from wangcai.care import kinds, ranges
from wangcai.care.events.door import (
    ExtraAsked,
    PetCheckedIn,
    VisitBooked,
)
from wangcai.care.events.queueing import REACTIONS, called
from wangcai.care.invitations import tell_waiters
from wangcai.care.models import (
    Belonging,
    Camera,
    CareRound,
    CareSchedule,
    CheckIn,
    ContactAttempt,
    Enrollment,
    ExtraRequest,
    HealthInquiry,
    Incident,
    Job,
    JobPause,
    JobStep,
    Media,
    Observation,
    Plan,
    PremisesCheck,
    Programme,
    QueueTicket,
    RoomCleaning,
    Session,
    ViewGrant,
    Viewing,
    Visit,
)
from wangcai.care.notices import owner_link, tell_owner
from wangcai.care.operations.checking_in import (
    Brought,
    InquiryMissing,
    InquiryRefused,
    InquiryUndecided,
    PlanUnsigned,
    StressUnclear,
    VaccineGaps,
    WeightMissing,
    check_in,
    gates,
)
from wangcai.care.operations.cleaning import AlreadyCleaned, chase_cleaning, clean_room, make_cleanings
from wangcai.care.operations.consuming import LotExpired, ProductUnknown, lots_for
from wangcai.care.operations.correcting import RoundChanged, correct_round
from wangcai.care.operations.digests import send_digests, usual_rhythm
from wangcai.care.operations.extras import ExtraSettled, NothingToAdd, answer_extra, ask_extra
from wangcai.care.operations.following import follow, follow_booking
from wangcai.care.operations.incidents import (
    IncidentOver,
    InTheFuture,
    OwnerNotTold,
    change_incident,
    close_incident,
    report_incident,
    tell_incident_owner,
)
from wangcai.care.operations.inquiry import (
    AlreadyDecided,
    AnswerUnclear,
    InquiryClosed,
    InquiryUnsigned,
    NoInquiry,
    answer_inquiry,
    answer_words,
    answered_ahead,
    asked_questions,
    decide_inquiry,
    inquiry_form,
    is_first_visit,
    red_words,
)
from wangcai.care.operations.jobs import LABELS as JOB_LABELS
from wangcai.care.operations.jobs import (
    JobFrozen,
    JobMoved,
    PetNotHere,
    StepsOpen,
    finish_job,
    open_job,
    start_job,
    worked_seconds,
)
from wangcai.care.operations.media import AlreadySent, add_media, hold_media
from wangcai.care.operations.observing import ValueImpossible, observe
from wangcai.care.operations.pausing import (
    OwnerNotAsked,
    PauseOver,
    ServicePaused,
    decide_pause,
    note_attempt,
    pause_job,
    refuse_while_paused,
)
from wangcai.care.operations.planning import (
    NotReadBack,
    PlanClosed,
    SignatureMissing,
    change_plan,
    draft_plan,
    plan_link,
    read_back,
    sign_plan,
)
from wangcai.care.operations.premises import AlreadyChecked, TemperatureUnclear, check_premises
from wangcai.care.operations.pricing import PricedWant, priced_wants
from wangcai.care.operations.queueing import (
    TRIALS,
    AlreadyQueued,
    GuideBusy,
    TicketMoved,
    add_trial,
    end_ticket,
    leave_queue,
    start_ticket,
    take_number,
)
from wangcai.care.operations.rooming import change_room, take_back_room
from wangcai.care.operations.round_fees import price_words, round_fees
from wangcai.care.operations.rounds import (
    AlreadyGiven,
    TimesUnclear,
    TooEarly,
    drop_rounds,
    end_schedule,
    give_round,
    make_rounds,
    set_schedule,
)
from wangcai.care.operations.self_booking import (
    AgreementOpen,
    Gate,
    NotByYourself,
    VaccineProofMissing,
    book_by_owner,
    online_gate,
)
from wangcai.care.operations.stages import move_pet
from wangcai.care.operations.steps import (
    ProofMissing,
    SamePerson,
    StepOver,
    TimerRunning,
    second_tick,
    skip_step,
    start_timer,
    tick_step,
    undo_step,
)
from wangcai.care.operations.training import (
    add_session,
    end_enrollment,
    end_programme,
    enroll,
    pass_enrollment,
    set_programme,
)
from wangcai.care.operations.viewing import (
    Watching,
    cameras_of,
    end_camera,
    end_grants,
    grant_of,
    grant_view,
    open_view,
    set_camera,
    view_token,
    watch,
    why_not,
)
from wangcai.care.operations.visits import (
    NothingWaits,
    NoVisit,
    add_line,
    book_visit,
    change_visit,
    confirm_visit,
    drop_line,
    open_visit,
    put_on_bill,
    reprice,
)
from wangcai.care.operations.weighing import hangs_on_weight, weigh_for_price
from wangcai.care.overdue import CountChanged, overdue_untold, remind_overdue
from wangcai.care.queries.incidents import Rate, incident_for, incident_rates, incidents_of
from wangcai.care.queries.jobs import (
    Card,
    JobRow,
    Seen,
    StepRow,
    card_of,
    coming_today,
    job_for,
    job_of,
    jobs_of,
    media_for_owner,
    media_of,
    media_row,
    observations_of,
    open_pause,
    pause_for,
    step_for,
)
from wangcai.care.queries.no_shows import asked_first, must_prepay, no_shows_of
from wangcai.care.queries.queueing import HourWait, Queue, queue_of, ticket_by_token, ticket_for, waiting_times
from wangcai.care.queries.rounds import (
    CleaningRow,
    RoundRow,
    cleaning_for,
    cleanings_of,
    premises_of,
    round_for,
    rounds_of,
    schedule_for,
    schedules_of,
    stays_here,
)
from wangcai.care.queries.training import (
    enrollment_for,
    enrollments_of,
    enrollments_of_pet,
    programme_for,
    programmes_of,
    progress_of,
)
from wangcai.care.queries.visits import (
    bookings_of,
    check_in_of,
    door_of,
    extras_of,
    inquiry_of,
    plan_of,
    service_of_booking,
    signed_plan_of,
    visit_for,
    visit_keys,
    visit_of,
    waiting_extras,
)
from wangcai.care.ranges import Range, shown_range
from wangcai.care.ranges import normal as normal_range
from wangcai.care.ranges import shown as shown_value
from wangcai.care.reminders import acknowledged, hear_reply, send_reminders, vaccines_due
from wangcai.care.streams import Relay, Still, register_relay, relay

# Packed: a door of this size would else be longer than a file may be.
__all__ = [
    "JOB_LABELS", "REACTIONS", "TRIALS", "AgreementOpen", "AlreadyChecked", "AlreadyCleaned", "AlreadyDecided",
    "AlreadyGiven", "AlreadyQueued", "AlreadySent", "AnswerUnclear", "Belonging", "Brought", "Camera", "Card",
    "CareRound", "CareSchedule", "CheckIn", "CleaningRow", "ContactAttempt", "CountChanged", "Enrollment",
    "ExtraAsked", "ExtraRequest", "ExtraSettled", "Gate", "GuideBusy", "HealthInquiry", "HourWait", "InTheFuture",
    "Incident", "IncidentOver", "InquiryClosed", "InquiryMissing", "InquiryRefused", "InquiryUndecided",
    "InquiryUnsigned", "Job", "JobFrozen", "JobMoved", "JobPause", "JobRow", "JobStep", "LotExpired", "Media",
    "NoInquiry", "NoVisit", "NotByYourself", "NotReadBack", "NothingToAdd", "NothingWaits", "Observation",
    "OwnerNotAsked", "OwnerNotTold", "PauseOver", "PetCheckedIn", "PetNotHere", "Plan", "PlanClosed", "PlanUnsigned",
    "PremisesCheck", "PricedWant", "ProductUnknown", "Programme", "ProofMissing", "Queue", "QueueTicket", "Range",
    "Rate", "Relay", "RoomCleaning", "RoundChanged", "RoundRow", "SamePerson", "Seen", "ServicePaused", "Session",
    "SignatureMissing", "StepOver", "StepRow", "StepsOpen", "Still", "StressUnclear", "TemperatureUnclear",
    "TicketMoved", "TimerRunning", "TimesUnclear", "TooEarly", "VaccineGaps", "VaccineProofMissing",
    "ValueImpossible", "ViewGrant", "Viewing", "Visit", "VisitBooked", "Watching", "WeightMissing", "acknowledged",
    "add_line", "add_media", "add_session", "add_trial", "answer_extra", "answer_inquiry", "answer_words",
    "answered_ahead", "ask_extra", "asked_first", "asked_questions", "book_by_owner", "book_visit", "bookings_of", "called",
    "cameras_of", "card_of", "change_incident", "change_plan", "change_room", "change_visit", "chase_cleaning",
    "check_in", "check_in_of", "check_premises", "clean_room", "cleaning_for", "cleanings_of", "close_incident",
    "coming_today", "confirm_visit", "correct_round", "decide_inquiry", "decide_pause", "door_of", "draft_plan",
    "drop_line", "drop_rounds", "end_camera", "end_enrollment", "end_grants", "end_programme", "end_schedule",
    "end_ticket", "enroll", "enrollment_for", "enrollments_of", "enrollments_of_pet", "extras_of", "finish_job",
    "follow", "follow_booking", "gates", "give_round", "grant_of", "grant_view", "hangs_on_weight", "hear_reply",
    "hold_media", "incident_for", "incident_rates", "incidents_of", "inquiry_form", "inquiry_of", "is_first_visit",
    "job_for", "job_of", "jobs_of", "kinds", "leave_queue", "lots_for", "make_cleanings", "make_rounds",
    "media_for_owner", "media_of", "media_row", "move_pet", "must_prepay", "no_shows_of", "normal_range",
    "note_attempt", "observations_of", "observe", "online_gate", "open_job", "open_pause", "open_view", "open_visit",
    "overdue_untold", "owner_link", "pass_enrollment", "pause_for", "pause_job", "plan_link", "plan_of",
    "premises_of", "price_words", "priced_wants", "programme_for", "programmes_of", "progress_of", "put_on_bill",
    "queue_of", "ranges", "read_back", "red_words", "refuse_while_paused", "register_relay", "relay",
    "remind_overdue", "report_incident", "reprice", "round_fees", "round_for", "rounds_of", "schedule_for",
    "schedules_of", "second_tick", "send_digests", "send_reminders", "service_of_booking", "set_camera",
    "set_programme", "set_schedule", "shown_range", "shown_value", "sign_plan", "signed_plan_of", "skip_step",
    "start_job", "start_ticket", "start_timer", "stays_here", "step_for", "take_back_room", "take_number",
    "tell_incident_owner", "tell_owner", "tell_waiters", "tick_step", "ticket_by_token", "ticket_for", "undo_step",
    "usual_rhythm", "vaccines_due", "view_token", "visit_for", "visit_keys", "visit_of", "waiting_extras",
    "waiting_times", "watch", "weigh_for_price", "why_not", "worked_seconds",
]  # fmt: skip
