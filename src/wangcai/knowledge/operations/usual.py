"""The texts a shop begins with, so that nobody starts before an empty page."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from wangcai.kernel.public import Actor
from wangcai.knowledge.models import Text, TextVersion
from wangcai.knowledge.operations.publishing import publish_text
from wangcai.knowledge.usual.advice import ADVICE
from wangcai.knowledge.usual.agreements import AGREEMENTS
from wangcai.knowledge.usual.inquiry import INQUIRIES
from wangcai.knowledge.usual.sops import SOPS


def make_usual_texts(*, by: Actor, language: str = "zh-hans") -> list[TextVersion]:
    """Publish the usual SOPs, agreements, inquiry form and advice where the chain has none of that name yet.

    In the language the shop works in; what is published stays in it, as every text does.
    """
    known = set(Text.objects.of(by).values_list("kind", "code"))
    with translation.override(language):
        return [
            publish_text(kind=kind, code=code, title=_(title), species=species, content=_said(content), by=by)
            for kind, code, title, species, content in (*SOPS, *AGREEMENTS, *INQUIRIES, *ADVICE)
            if (kind, code) not in known
        ]


def _said(content: Any) -> Any:
    """The same with every text in the language at hand; codes, units and numbers stay."""
    if isinstance(content, list):
        return [_said(each) for each in content]
    if isinstance(content, dict):
        return {key: _(each) if key == "text" and each else _said(each) for key, each in content.items()}
    return content
