"""Addresses of a pet's health page, its card, pairs and notes, and of what lapses soon."""

from django.urls import path

from wangcai.interfaces.counter.health import cards, due, notes, page, records, times

urlpatterns = [
    path("pets/<int:pet_id>/health", page.health_page, name="pet_health"),
    path("pets/<int:pet_id>/health/new", records.new_record, name="pet_health_new"),
    path("health-records/<int:record_id>/verification", records.verification, name="health_verification"),
    path("health-records/<int:record_id>/end", records.record_end, name="health_record_end"),
    path("pets/<int:pet_id>/pairs", notes.pairs, name="pet_pairs"),
    path("pairs/<int:pair_id>/end", notes.pair_end, name="pair_end"),
    path("pets/<int:pet_id>/remarks", notes.remarks, name="pet_remarks"),
    path("remarks/<int:remark_id>/end", notes.remark_end, name="remark_end"),
    path("remarks/<int:remark_id>/mention", notes.remark_mention, name="remark_mention"),
    path("pets/<int:pet_id>/times", times.times, name="pet_times"),
    path("pets/<int:pet_id>/times/<int:variant_id>", times.time_proposal, name="pet_time_proposal"),
    path("pets/<int:pet_id>/card", cards.card, name="pet_card"),
    path("pets/<int:pet_id>/card/end", cards.card_end, name="pet_card_end"),
    path("found-notices/<int:notice_id>/passing-on", cards.passing_on, name="found_passing_on"),
    path("cards/scan", cards.scan, name="card_scan"),
    path("health/due", due.due_list, name="health_due"),
    path("health/due/export", due.due_export, name="health_due_export"),
    path("health/due/reminders", due.overdue_reminders, name="health_overdue_reminders"),
]
