"""Addresses of the queue. What begins with p/ is opened by who holds the ticket."""

from django.urls import path

from wangcai.interfaces.counter.queue import acting, board, ticket

urlpatterns = [
    path("queue", board.queue, name="queue"),
    path("queue/screen", board.screen, name="queue_screen"),
    path("queue/tickets", acting.take, name="queue_take"),
    path("queue/tickets/<int:ticket_id>", ticket.paper, name="queue_ticket"),
    path("queue/tickets/<int:ticket_id>/start", acting.start, name="queue_start"),
    path("queue/tickets/<int:ticket_id>/end", acting.end, name="queue_end"),
    path("queue/tickets/<int:ticket_id>/leave", acting.leave, name="queue_leave"),
    path("queue/tickets/<int:ticket_id>/trials", acting.trial, name="queue_trial"),
    path("p/queue/<str:token>", ticket.mine, name="queue_mine"),
]
