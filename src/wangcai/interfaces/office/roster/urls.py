from django.urls import path

from wangcai.interfaces.office.roster import cover, deciding, mine, skills, week

urlpatterns = [
    path("roster", week.roster, name="roster"),
    path("roster/shifts", week.add, name="shift_new"),
    path("roster/shifts/<int:shift_id>/removal", week.drop, name="shift_drop"),
    path("roster/copies", week.copy, name="roster_copy"),
    path("roster/cover", cover.cover, name="cover"),
    path("roster/cover/removal", cover.drop, name="cover_drop"),
    path("roster/leaves/<int:leave_id>/decision", deciding.leave, name="leave_decide"),
    path("roster/swaps/<int:swap_id>/decision", deciding.swap, name="swap_decide"),
    path("roster/skills", skills.skills, name="skills"),
    path("roster/skills/<int:skill_id>/end", skills.end, name="skill_end"),
    path("my-shifts", mine.shifts, name="my_shifts"),
    path("my-shifts/leaves", mine.ask_for_leave, name="leave_ask"),
    path("my-shifts/leaves/<int:leave_id>/withdrawal", mine.withdraw, name="leave_withdraw"),
    path("my-shifts/<int:shift_id>/swaps", mine.ask_for_swap, name="swap_ask"),
    path("my-shifts/swaps/<int:swap_id>/answer", mine.answer_swap, name="swap_answer"),
]
