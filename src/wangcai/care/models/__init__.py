from wangcai.care.models.door import CheckIn, ExtraRequest, HealthInquiry, Plan, Visit
from wangcai.care.models.job import ContactAttempt, Incident, Job, JobPause, JobStep, Observation
from wangcai.care.models.live import Camera, ViewGrant, Viewing
from wangcai.care.models.premises import PremisesCheck, QueueTicket
from wangcai.care.models.stay import Belonging, CareRound, CareSchedule, Media, RoomCleaning
from wangcai.care.models.training import Enrollment, Programme, Session

__all__ = [
    "Belonging",
    "Camera",
    "CareRound",
    "CareSchedule",
    "CheckIn",
    "ContactAttempt",
    "Enrollment",
    "ExtraRequest",
    "HealthInquiry",
    "Incident",
    "Job",
    "JobPause",
    "JobStep",
    "Media",
    "Observation",
    "Plan",
    "PremisesCheck",
    "Programme",
    "QueueTicket",
    "RoomCleaning",
    "Session",
    "ViewGrant",
    "Viewing",
    "Visit",
]
