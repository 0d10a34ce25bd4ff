"""Addresses of the job cards."""

from django.urls import path

from wangcai.interfaces.floor.jobs import cards, steps, stopping, watching

urlpatterns = [
    path("jobs", cards.jobs, name="jobs"),
    path("jobs/<int:job_id>", cards.job, name="job"),
    path("jobs/<int:job_id>/start", cards.start, name="job_start"),
    path("jobs/<int:job_id>/completion", cards.finish, name="job_finish"),
    path("jobs/<int:job_id>/observations", watching.look, name="job_observe"),
    path("jobs/<int:job_id>/media", watching.keep, name="job_media"),
    path("media/<int:media_id>/hold", watching.hold, name="media_hold"),
    path("jobs/<int:job_id>/pause", stopping.pause, name="job_pause"),
    path("pauses/<int:pause_id>/attempts", stopping.attempt, name="pause_attempt"),
    path("pauses/<int:pause_id>/decision", stopping.decide, name="pause_decide"),
    path("jobs/<int:job_id>/phone", stopping.reveal, name="job_phone"),
    path("steps/<int:step_id>/tick", steps.tick, name="step_tick"),
    path("steps/<int:step_id>/timer", steps.timer, name="step_timer"),
    path("steps/<int:step_id>/skip", steps.skip, name="step_skip"),
    path("steps/<int:step_id>/second", steps.second, name="step_second"),
    path("steps/<int:step_id>/undo", steps.undo, name="step_undo"),
]
