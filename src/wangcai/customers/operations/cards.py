"""The pet's identity card: its code opens one page, and a new card kills the old code at once (F13)."""

import base64
import re
import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from wangcai.customers.events_health import CardEnded, CardMade, WordLeft, WordPassedOn
from wangcai.customers.models import FoundNotice, Pet, PetCard
from wangcai.customers.rules import must_be_ours
from wangcai.journal.public import once, record
from wangcai.kernel.public import (
    Actor,
    Missing,
    NotFound,
    Refusal,
    clean_line,
    clean_text,
    digest,
    normal_phone,
    now,
    system_actor,
    writing,
)

TEMPLATES = {"classic": _("经典"), "photo": _("大照片")}
BYTES = 17  # 136 bits: 28 letters and digits, which scanners and QR codes like
_TOKEN = re.compile(r"[A-Z2-7]{28}")
PER_HOUR, PER_DAY = 3, 10
LONGEST_WORDS = 500


class CardThere(Refusal):
    code = "card_there"
    sentence = _("它已经有身份卡 {number}。旧卡丢了请点“补办”，旧码会立刻失效。")
    field = "card"


class TooManyWords(Refusal):
    code = "too_many_words"
    sentence = _("留言已经收到好几条了，店里正在联系主人。请直接拨打门店电话。")
    field = "words"
    status = 429


def make_card(
    *, pet: Pet, by: Actor, template: str = "classic", again: bool = False, at: datetime | None = None
) -> tuple[PetCard, str]:
    """A card with a new code, returned with the code: it is shown this once, only its digest is kept.

    Refuses a pet that has a card; with `again` (lost, worn) the old card ends in the same transaction.
    """
    by.require("customers.write")
    must_be_ours(by, pet)
    at, token = at or now(), card_token()
    with writing():
        # The pet's row is the turn: two who make a card at once make one.
        Pet.objects.of(by).select_for_update().get(pk=pet.pk)
        cards = PetCard.objects.of(by).filter(pet=pet)
        old = cards.filter(ended_at=None).first()
        if old and not again:
            raise CardThere(number=old.number)
        if old:
            cards.filter(pk=old.pk).update(ended_at=at)
        card = PetCard.objects.create(
            chain_id=by.chain_id, pet=pet, number=f"{pet.code}-{cards.count() + 1}"[:20], token_hash=digest(token),
            template=template if template in TEMPLATES else "classic", made_at=at, made_by=by.key,
        )  # fmt: skip
        record(CardMade(subject_id=pet.pk, pet_id=pet.pk, number=card.number, again=old is not None), by=by, at=at)
    return card, token


@once
def end_card(*, card: PetCard, by: Actor, at: datetime | None = None) -> PetCard:
    """The card is lost: its code opens nothing from now on."""
    by.require("customers.write")
    must_be_ours(by, card)
    if not PetCard.objects.of(by).filter(pk=card.pk, ended_at=None).update(ended_at=at or now()):
        raise NotFound
    record(CardEnded(subject_id=card.pet_id, pet_id=card.pet_id, number=card.number), by=by, at=at)
    card.refresh_from_db()
    return card


def card_token() -> str:
    """A random code of 136 bits in letters and digits that survive any keyboard layout."""
    return base64.b32encode(secrets.token_bytes(BYTES)).decode().rstrip("=")


def token_in(text: str) -> str:
    """The code within what a scanner typed (the whole address, in any case), or nothing."""
    tail = text.strip().rstrip("/").rpartition("/")[2].upper()
    return tail if _TOKEN.fullmatch(tail) else ""


def card_by_token(token: str) -> PetCard:
    """The living card of a code, with its pet, of whatever chain. Unknown and ended are the same NotFound."""
    code = token_in(token)
    found = PetCard.objects.across_chains().filter(token_hash=digest(code), ended_at=None) if code else None
    card = found.select_related("pet__photo", "chain").first() if found is not None else None
    if card is None:
        raise NotFound
    return card


def pet_by_card(by: Actor, text: str) -> Pet | None:
    """The pet whose card staff scanned; None where it is no living card of the own chain."""
    code = token_in(text)
    if not code or not by.may("customers.see"):
        return None
    card = PetCard.objects.of(by).filter(token_hash=digest(code), ended_at=None).select_related("pet").first()
    return card.pet if card else None


def leave_word(
    *, token: str, words: str = "", finder_phone: str = "", place: str = "", at: datetime | None = None
) -> FoundNotice:
    """A stranger who found the pet leaves word; the shop passes it on. At most three an hour and ten a day for a card."""
    words, place = clean_text(words)[:LONGEST_WORDS], clean_line(place, most=200)
    phone = normal_phone(finder_phone)[:20] if finder_phone.strip() else ""
    if not (words or phone):
        raise Missing(what=_("留言或您的电话"), field="words")
    at = at or now()
    with writing():
        card = card_by_token(token)
        # Counting needs its turn: who leaves a second word waits for the first.
        PetCard.objects.of(card.chain_id).select_for_update().get(pk=card.pk)
        said = FoundNotice.objects.of(card.chain_id).filter(card=card)
        for span, most in ((timedelta(hours=1), PER_HOUR), (timedelta(days=1), PER_DAY)):
            if said.filter(at__gt=at - span).count() >= most:
                raise TooManyWords
        notice = FoundNotice.objects.create(
            chain_id=card.chain_id, pet=card.pet, card=card, words=words, finder_phone=phone, place=place, at=at
        )
        happening = WordLeft(subject_id=card.pet_id, pet_id=card.pet_id, notice_id=notice.pk)
        record(happening, by=system_actor(card.chain_id, "card"), at=at)
    return notice


@once
def pass_on(*, notice: FoundNotice, by: Actor, at: datetime | None = None) -> FoundNotice:
    """The owner knows: somebody of the shop has told what the finder said."""
    by.require("customers.write")
    must_be_ours(by, notice)
    at = at or now()
    if (
        not FoundNotice.objects.of(by)
        .filter(pk=notice.pk, passed_on_at=None)
        .update(passed_on_at=at, passed_on_by=by.key)
    ):
        raise NotFound
    record(WordPassedOn(subject_id=notice.pet_id, pet_id=notice.pet_id, notice_id=notice.pk), by=by, at=at)
    notice.refresh_from_db()
    return notice


def card_of(pet: Pet) -> PetCard | None:
    """The pet's living card, if it has one."""
    return PetCard.objects.of(pet.chain_id).filter(pet=pet, ended_at=None).first()


def notices_waiting(by: Actor, *, pet: Pet | None = None) -> list[FoundNotice]:
    """Words strangers left that nobody has passed on yet, oldest first."""
    by.require("customers.see")
    rows = FoundNotice.objects.of(by).filter(passed_on_at=None)
    return list((rows.filter(pet=pet) if pet else rows).select_related("pet").order_by("at", "pk"))
