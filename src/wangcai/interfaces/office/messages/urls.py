"""Addresses of the outbox."""

from django.urls import path

from wangcai.interfaces.office.messages import outbox, providers, wording

urlpatterns = [
    path("messages", outbox.messages, name="messages"),
    path("messages/<int:message_id>", outbox.message, name="message"),
    path("messages/<int:message_id>/retry", outbox.retry, name="message_retry"),
    path("messages/<int:message_id>/links/revocation", outbox.revoke_links, name="message_revoke"),
    path("messages/simulator/<slug:channel>", providers.simulator, name="simulator"),
    path("messages/simulator/<slug:channel>/mode", providers.behave, name="simulator_mode"),
    path("messages/wording", wording.wordings, name="wordings"),
    path("messages/wording/<slug:event>/<slug:channel>/<slug:language>", wording.wording, name="wording"),
]
