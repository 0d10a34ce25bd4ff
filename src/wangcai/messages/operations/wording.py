"""A chain's own words for a notice, and a second try for what did not go out."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, clean_text, now
from wangcai.messages import wordings
from wangcai.messages.events import MessageTriedAgain, WordingChanged
from wangcai.messages.models import Message, Template
from wangcai.messages.operations.sending import about


class UnknownFact(Refusal):
    code = "unknown_fact"
    sentence = _("“{names}”不是能用的内容，请从页面上列出的花括号里选。")
    field = "body"


class OfferInNotice(Refusal):
    code = "offer_in_notice"
    sentence = _("服务通知里不能带“{words}”这样的推销话，请去掉再保存。")
    field = "body"


class NotFailed(Refusal):
    code = "not_failed"
    sentence = _("这条消息没有失败，不必再发。")


@once
def write_wording(
    *, event: str, channel: str, language: str, subject: str, body: str, by: Actor, at: datetime | None = None
) -> Template:
    """Put the chain's own words in place of the shipped ones; an empty body brings the shipped ones back."""
    by.require("shops.settings")
    if event not in wordings.EVENTS or channel not in (wordings.SMS, wordings.MAIL):
        raise NotFound
    subject, body = clean_line(subject, most=120), clean_text(body, most=1000)
    _refuse_bad_words(subject + " " + body)
    rows = Template.objects.of(by)
    if body:
        row, _made = rows.update_or_create(
            chain_id=by.chain_id, event=event, channel=channel, language=language,
            defaults={"subject": subject, "body": body},
        )  # fmt: skip
    else:
        row = rows.filter(event=event, channel=channel, language=language).first()
        if row is None:
            raise Missing(what=_("内容"), field="body")
        rows.filter(pk=row.pk).delete()
    record(WordingChanged(subject_id=row.pk, event=event, channel=channel, language=language), by=by, at=at)
    return row


@once
def try_again(*, message: Message, by: Actor, at: datetime | None = None) -> Message:
    """Send a failed message once more, from the start."""
    by.require_at("messages.send", message)
    changed = (
        Message.objects.of(by)
        .filter(pk=message.pk, state=Message.State.FAILED)
        .update(state=Message.State.WAITING, attempts=0, not_before=at or now(), reason="")
    )
    if not changed:
        raise NotFailed
    record(MessageTriedAgain(**about(message)), by=by, at=at)
    message.refresh_from_db()
    return message


def _refuse_bad_words(text: str) -> None:
    unknown = wordings.unknown_facts(text)
    if unknown:
        raise UnknownFact(names=", ".join(unknown))
    found = wordings.offer_words(text)
    if found:
        raise OfferInNotice(words=", ".join(found))
