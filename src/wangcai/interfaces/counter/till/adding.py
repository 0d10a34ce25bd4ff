"""What a scan, a tap or a few typed letters put on the ticket."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import scan_code
from wangcai.interfaces.counter.till.ticket import MOST_LINES, Ticket, TicketLine
from wangcai.kernel.public import Actor, Refusal
from wangcai.lookup.public import Hit, find
from wangcai.membership.public import price_sheet
from wangcai.stock.public import available

MOST_PIECES = 999
TIMES = re.compile(r"^\s*(\d{1,3})\s*[*xX×＊]\s*(.*)$", re.S)
PHONE_LIKE = re.compile(r"\d{4}|\d{7,11}")


class NothingFound(Refusal):
    code = "nothing_found"
    sentence = _("“{text}”不是本店的条码，也没有这个商品。换个名字或拼音首字母试试。")
    field = "code"


class SeveralFound(Refusal):
    code = "several_found"
    sentence = _("“{text}”有 {n} 种，请在左边点选一种。")
    field = "code"


class TooMany(Refusal):
    code = "too_many"
    sentence = _("一项最多 {most} 件，一单最多 {lines} 项。")
    field = "quantity"


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text stands for: goods with a number of pieces, a bare multiplier, or customers."""

    variant_id: int = 0
    pieces: int = 1
    times: int = 0
    customers: tuple[Hit, ...] = ()


def read_text(by: Actor, store_id: int, text: str) -> Meant:
    """Understand `6901…`, `3*6901…`, `3*`, a name, pinyin initials or a phone tail. Refuses what fits nothing or too much."""
    times, rest = _split(text)
    if not rest:
        if not times:
            raise NothingFound(text=text)
        return Meant(times=times)
    scanned = scan_code(by, rest)
    if scanned:
        return Meant(scanned.variant.pk, scanned.pieces, times)
    hits = find(by, rest, kinds=("goods",), limit=24)
    if len(hits) == 1:
        return Meant(hits[0].target_id, 1, times)
    if hits:
        raise SeveralFound(text=rest[:40], n=len(hits), field="goods")
    if PHONE_LIKE.fullmatch(rest):
        people = find(by, rest, kinds=("customer",), limit=8)
        if people:
            return Meant(customers=tuple(people))
    raise NothingFound(text=rest[:40])


def _split(text: str) -> tuple[int, str]:
    found = TIMES.match(text)
    return (int(found[1]), found[2].strip()) if found else (0, text.strip())


def put_on(ticket: Ticket, *, variant_id: int, quantity: int, store: Any, by: Actor) -> TicketLine:
    """Add pieces of a variant at today's price: onto its own line, or a new one. Refuses what is not sold here."""
    quantity *= max(ticket.times, 1)
    priced = price_sheet(
        chain_id=by.chain_id, store_id=store.pk, customer_id=ticket.customer_id, variant_ids=[variant_id]
    )[variant_id]
    free = available(store, [variant_id]).get(variant_id, 0) if priced.counted else None
    line = next((e for e in ticket.lines if e.variant_id == variant_id and not (e.repriced or e.discount_fen)), None)
    if (line.quantity if line else 0) + quantity > MOST_PIECES or quantity < 1 or len(ticket.lines) >= MOST_LINES:
        raise TooMany(most=MOST_PIECES, lines=MOST_LINES)
    if line is None:
        line = TicketLine(ticket.next_key, variant_id, priced.name, priced.kind, 0, 0, quantity=0)
        ticket.lines.append(line)
        ticket.next_key += 1
    line.quantity += quantity
    line.list_fen, line.unit_fen, line.free = priced.list_fen, priced.unit_fen, free
    ticket.tier = priced.tier
    ticket.times, ticket.sold, ticket.undo = 0, {}, {}
    return line


def price_again(ticket: Ticket, *, store: Any, by: Actor) -> bool:
    """Bring every line to today's price for the ticket's customer; True where the sum changed. Two queries."""
    if not ticket.lines:
        return False
    before = ticket.due_fen
    ids = [line.variant_id for line in ticket.lines]
    sheet = price_sheet(chain_id=by.chain_id, store_id=store.pk, customer_id=ticket.customer_id, variant_ids=ids)
    free = available(store, [i for i in ids if sheet[i].counted])
    for line in ticket.lines:
        priced = sheet[line.variant_id]
        line.list_fen = priced.list_fen
        line.free = free.get(line.variant_id, 0) if priced.counted else None
        if not line.repriced:
            line.unit_fen = priced.unit_fen
        ticket.tier = priced.tier
    return ticket.due_fen != before
