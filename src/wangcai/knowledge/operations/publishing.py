"""Publishing a wording: the old ones stay as they were for what was done by them."""

import hashlib
import json
import re
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, now
from wangcai.knowledge.events import TextEnded, TextPublished
from wangcai.knowledge.models import Text, TextVersion
from wangcai.knowledge.shapes import BadText, shaped


class ChangedMeanwhile(Refusal):
    code = "changed_meanwhile"
    sentence = _("刚才有人发布了第 {number} 版，请先看看再改。")
    status = 409


def content_digest(content: dict[str, Any]) -> str:
    """SHA-256 of the content in one fixed writing."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


@once
def publish_text(
    *, kind: str, code: str, title: str, content: dict[str, Any], by: Actor, species: str = "",
    based_on: int | None = None, at: datetime | None = None,
) -> TextVersion:  # fmt: skip
    """Publish a wording of a text, which is made where it was not known. The same content is no new version.

    `based_on` is the number the writer began from: refused with ChangedMeanwhile where a newer one exists by now.
    """
    by.require("knowledge.write")
    if kind not in Text.Kind.values:
        raise NotFound
    title = clean_line(title, most=80)
    if not title:
        raise Missing(what=_("标题"), field="title")
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", code):
        raise BadText(what=title, why=str(_("代码只用小写字母、数字和下划线")), field="code")
    content, at = shaped(kind, content), at or now()
    text, _made = Text.objects.of(by).get_or_create(
        chain_id=by.chain_id, kind=kind, code=code, defaults={"title": title, "species": species}
    )
    # One writer at a time: the next number is free for whoever holds the row.
    text = Text.objects.of(by).select_for_update().get(pk=text.pk)
    top = text.versions.aggregate(top=Max("number"))["top"] or 0
    if based_on is not None and based_on != top:
        raise ChangedMeanwhile(number=top)
    Text.objects.of(by).filter(pk=text.pk).update(title=title, species=species, ended_at=None)
    digest = content_digest(content)
    newest = text.versions.filter(number=top).first()
    if newest and newest.digest == digest:
        return newest
    version = TextVersion.objects.create(
        chain_id=by.chain_id, text=text, number=top + 1, content=content, digest=digest, published_at=at,
        published_by=by.key,
    )  # fmt: skip
    record(TextPublished(subject_id=text.pk, kind=kind, code=code, title=title, number=version.number), by=by, at=at)
    return version


@once
def end_text(*, text: Text, by: Actor, at: datetime | None = None) -> Text:
    """Nobody works by this text any more. Publishing it again brings it back."""
    by.require("knowledge.write")
    at = at or now()
    if not Text.objects.of(by).filter(pk=text.pk, ended_at=None).update(ended_at=at):
        raise NotFound
    text.ended_at = at
    record(TextEnded(subject_id=text.pk, title=text.title), by=by, at=at)
    return text
