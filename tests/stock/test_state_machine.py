"""R07: any sequence of commands leaves the database and the plain ledger with the same figures, on either engine."""

import os
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.cast import NOON, build_shop
from tests.stock.ledger import DAMAGED, SHELVES, Ledger
from wangcai.kernel.public import Refusal, writing
from wangcai.stock.operations import moving
from wangcai.stock.public import (
    Bin,
    Holding,
    Leaving,
    Level,
    NewReceiptLine,
    NewTransferLine,
    Promise,
    Want,
    approve_stocktake,
    count_goods,
    lot_for,
    mark_damaged,
    move_bin,
    promise_goods,
    receive_goods,
    receive_transfer,
    recount,
    release_promises,
    send_transfer,
    start_stocktake,
    take_out,
    write_off,
)

LOTS = {"L1": date(2027, 1, 1), "L2": date(2027, 6, 1), "L3": date(2028, 1, 1)}
places, lots = st.sampled_from([*SHELVES, DAMAGED]), st.sampled_from(sorted(LOTS))
few, some = st.integers(1, 4), st.integers(1, 9)
subjects = st.integers(1, 6)
SHOPS = iter(range(10**6))


class StockMachine(RuleBasedStateMachine):
    """Every example has a chain of its own, so nothing has to be taken back between examples."""

    @initialize()
    def open_shop(self):
        self.shop = build_shop(f"m{next(SHOPS)}", stock=0)
        self.boss = self.shop.by("boss")
        self.item = self.shop.goods["F2001"]
        self.ledger, self.other = Ledger(), 0
        rows = [("A", "shelf", 1), ("B", "store_room", 2), (DAMAGED, "damaged", 3)]
        Bin.objects.of(self.shop.chain).delete()
        self.bins = {
            code: Bin.objects.create(chain=self.shop.chain, store=self.shop.store, code=code, kind=kind, walk=walk)
            for code, kind, walk in rows
        }
        self.lots = {code: self.lot(code) for code in LOTS}
        self.kept = 100

    def lot(self, code):
        expires = LOTS[code]
        return lot_for(chain_id=self.shop.chain.pk, variant_id=self.item.pk, code=code, expires_on=expires)[0]

    def try_it(self, expected, act, *args, **more):
        """The real stock answers as the ledger did."""
        try:
            with writing():
                result = act(*args, **more)
        except Refusal as refusal:
            assert refusal.code == expected, (refusal.code, expected, str(refusal))
            return None
        assert not expected, f"should have been refused with {expected}"
        return result

    def where(self, place, lot):
        return {"store": self.shop.store, "variant_id": self.item.pk, "lot_id": self.lots[lot], "by": self.boss}

    @rule(place=places, lot=lots, pieces=some)
    def receive(self, place, lot, pieces):
        self.ledger.put(place, lot, pieces)
        line = NewReceiptLine(self.item.pk, pieces, self.bins[place].pk, lot, LOTS[lot], 500)
        self.try_it(
            "", receive_goods, store=self.shop.store, supplier="", paper="", lines=[line], by=self.boss, at=NOON
        )

    @rule(subject=subjects, pieces=few)
    def promise(self, subject, pieces):
        if subject in self.ledger.promises:
            return
        expected = self.ledger.promise(subject, pieces)
        wants = [Want("test", subject, self.item.pk, pieces)]
        scope = {"chain_id": self.shop.chain.pk, "store_id": self.shop.store.pk}
        self.try_it(expected, promise_goods, **scope, wants=wants, at=NOON)

    @rule(subject=subjects)
    def release(self, subject):
        self.ledger.release(subject)
        self.try_it("", release_promises, chain_id=self.shop.chain.pk, subject_kind="test", subject_ids=[subject])

    @rule(subject=subjects)
    def sell(self, subject):
        if subject not in self.ledger.promises:
            return
        pieces = self.ledger.promises[subject]
        self.ledger.keep(subject)
        items = [Leaving("test", subject, self.item.pk, pieces, promised=True)]
        scope = {"chain_id": self.shop.chain.pk, "store_id": self.shop.store.pk}
        self.try_it("", take_out, **scope, items=items, why="sale", by=self.boss, at=NOON)
        Promise.objects.of(self.shop.chain).filter(subject_id=subject, state="kept").update(subject_id=self.kept)
        self.kept += 1

    @rule(place=places, goal=places, lot=lots, pieces=few)
    def walk(self, place, goal, lot, pieces):
        if place == goal:
            return
        expected = self.ledger.shift(place, lot, goal, pieces)
        ids = {"source_id": self.bins[place].pk, "target_id": self.bins[goal].pk}
        self.try_it(expected, move_bin, **self.where(place, lot), **ids, quantity=pieces)

    @rule(place=st.sampled_from(SHELVES), lot=lots, pieces=few)
    def damage(self, place, lot, pieces):
        expected = self.ledger.shift(place, lot, DAMAGED, pieces)
        what = {"bin_id": self.bins[place].pk, "quantity": pieces, "reason": "破袋"}
        self.try_it(expected, mark_damaged, **self.where(place, lot), **what)

    @rule(place=places, lot=lots, pieces=few)
    def lose(self, place, lot, pieces):
        expected = self.ledger.lose(place, lot, pieces)
        what = {"bin_id": self.bins[place].pk, "quantity": pieces, "reason": "丢失"}
        self.try_it(expected, write_off, **self.where(place, lot), **what)

    @rule(place=places, lot=lots, counted=st.integers(0, 12))
    def count(self, place, lot, counted):
        expected = self.ledger.count(place, lot, counted)
        store = self.shop.store
        stocktake = start_stocktake(store=store, bins=[self.bins[place].pk], by=self.boss)
        count_goods(
            store=store, stocktake=stocktake, bin_id=self.bins[place].pk, variant_id=self.item.pk,
            lot_id=self.lots[lot], counted=counted, by=self.boss,
        )  # fmt: skip
        self.try_it(expected, approve_stocktake, store=store, stocktake=stocktake, by=self.boss)

    @rule(pieces=some, lost=st.integers(0, 2))
    def transfer(self, pieces, lost):
        expected, left = self.ledger.send(pieces)
        lines = [NewTransferLine(self.item.pk, pieces)]
        ends = {"store": self.shop.store, "target": self.shop.sister}
        sent = self.try_it(expected, send_transfer, **ends, lines=lines, by=self.boss)
        if sent is None:
            return
        first = sent.lines.order_by("pk").first()
        assert sorted((line.lot.code, line.quantity) for line in sent.lines.all()) == sorted(
            (lot, n) for _p, lot, n in left
        )
        lost = min(lost, first.quantity)
        came = {first.pk: first.quantity - lost}
        self.try_it("", receive_transfer, store=self.shop.sister, transfer=sent, received=came, by=self.boss)
        self.other += pieces - lost

    @invariant()
    def database_and_ledger_say_the_same(self):
        if not hasattr(self, "shop"):
            return
        level = Level.objects.of(self.shop.chain).filter(store=self.shop.store).first()
        assert ((level.on_hand, level.promised) if level else (0, 0)) == (self.ledger.on_hand, self.ledger.promised)
        codes = {pk: code for code, pk in self.lots.items()}
        names = {place.pk: code for code, place in self.bins.items()}
        rows = Holding.objects.of(self.shop.chain).filter(store=self.shop.store, quantity__gt=0)
        held = {(names[h.bin_id], codes[h.lot_id]): h.quantity for h in rows}
        assert held == {key: n for key, n in self.ledger.held.items() if n}
        there = Level.objects.of(self.shop.chain).filter(store=self.shop.sister).first()
        assert (there.on_hand if there else 0) == self.other
        assert recount(self.shop.chain) == []


LONG = bool(os.environ.get("WANGCAI_NIGHTLY"))
RUN = settings(
    max_examples=200 if LONG else 8,
    stateful_step_count=60 if LONG else 20,
    deadline=None,
    derandomize=not LONG,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db
def test_any_sequence_of_commands_keeps_every_sum():
    run_state_machine_as_test(StockMachine, settings=RUN)


@pytest.mark.django_db
def test_a_stock_that_forgets_its_levels_is_caught(monkeypatch):
    """Positive control: holdings and moves are written, the level is not."""
    monkeypatch.setattr(moving, "_change_levels", lambda *_arguments: None)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(StockMachine, settings=RUN)
