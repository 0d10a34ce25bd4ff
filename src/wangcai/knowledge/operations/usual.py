"""The texts a shop begins with, so that nobody starts before an empty page."""

from wangcai.kernel.public import Actor
from wangcai.knowledge.models import Text, TextVersion
from wangcai.knowledge.operations.publishing import publish_text
from wangcai.knowledge.usual.advice import ADVICE
from wangcai.knowledge.usual.agreements import AGREEMENTS
from wangcai.knowledge.usual.inquiry import INQUIRIES
from wangcai.knowledge.usual.sops import SOPS


def make_usual_texts(*, by: Actor) -> list[TextVersion]:
    """Publish the usual SOPs, agreements, inquiry form and advice where the chain has none of that name yet."""
    known = set(Text.objects.of(by).values_list("kind", "code"))
    return [
        publish_text(kind=kind, code=code, title=title, species=species, content=content, by=by)
        for kind, code, title, species, content in (*SOPS, *AGREEMENTS, *INQUIRIES, *ADVICE)
        if (kind, code) not in known
    ]
