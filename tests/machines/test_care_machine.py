"""R07 for care: any sequence over a visit's whole way keeps gates, signatures, cards, things and sums, on paper and for real.

The same commands leave the same end state on SQLite and PostgreSQL.
"""

import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.machines.care_onward import COMMANDS, Care
from tests.machines.care_sums import end_state
from tests.machines.other_engine import on_sqlite
from wangcai.booking import states as booking_states
from wangcai.care.operations import checking_in, extras, jobs, stages, steps
from wangcai.care.public import Job
from wangcai.handover.operations import homegoing
from wangcai.settlement.operations import visits as settling

# Reactions read what is committed.
pytestmark = pytest.mark.django_db(transaction=True)
LONG = bool(os.environ.get("WANGCAI_NIGHTLY"))
RUN = settings(
    max_examples=200 if LONG else 5,
    stateful_step_count=80 if LONG else 30,
    deadline=None,
    derandomize=not LONG,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
SEEDS = [int(seed) for seed in os.environ.get("WANGCAI_SEEDS", "1,2").split(",")]
STEPS = 200 if LONG else 45
SHOPS = iter(range(10**6))


def days(seed: int) -> str:
    """The end state of some days by a plain generator: the same commands for the same seed, whatever the engine."""
    dice, house = random.Random(seed), Care(f"care-{seed}-{next(SHOPS)}")
    names = [*COMMANDS, *["onward"] * (len(COMMANDS) // 2), *["book"] * 4, *["react"] * 2]
    for step in range(STEPS):
        command = dice.choice(names) if step else "book"
        house.do(command, {name: dice.randint(*ends) for name, ends in COMMANDS[command].items()})
    house.do("react", {})
    return end_state(house.shop.chain.pk)


class CareMachine(RuleBasedStateMachine):
    """Every example has a chain of its own, so nothing has to be taken back between examples."""

    @initialize()
    def open_house(self):
        self.house = Care(f"c{next(SHOPS)}")
        self.house.do("book", {"kind": 0, "day": 1, "hour": 10, "nights": 1})


def _rule(command: str, bounds: dict[str, tuple[int, int]]):
    def step(self, **numbers):
        self.house.do(command, numbers)

    step.__name__ = command
    return rule(**{name: st.integers(*ends) for name, ends in bounds.items()})(step)


# Half of the steps lead a visit onward, so that an example comes further than the door.
for _number, (_name, _bounds) in enumerate([*COMMANDS.items(), *[("onward", COMMANDS["onward"])] * 12]):
    setattr(CareMachine, f"{_name}_{_number}", _rule(_name, _bounds))


def test_any_sequence_of_commands_keeps_gates_cards_and_sums():
    run_state_machine_as_test(CareMachine, settings=RUN)


# What is patched off, by what, and the days that come to it soon: each must be noticed.
GUARDS = {
    "every gate stands open": (24, checking_in, "gates", lambda _booking: []),
    "a paused card takes ticks": (22, steps, "_working", lambda step, by: Job.objects.of(by).get(pk=step.job_id)),
    "nobody asks what is still open": (32, jobs, "open_steps", lambda _job: []),
    "things are not asked for": (26, homegoing, "_refuse_open_ends", lambda _booking, _by: None),
    "every extra is within the ceiling": (26, extras, "within_ceiling", lambda *_asked: True),
    "the bill does not follow the pets": (20, stages, "follow_booking", lambda *_booking, **_more: None),
    "a booking moves as it likes": (21, booking_states, "may_move", lambda _state, _to: True),
    "a cancelled pet keeps its lines": (24, settling, "drop_visit_line", lambda **_line: None),
}


@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_that_is_off_is_noticed(guard, monkeypatch):
    """Positive control: within a few days somebody does what the guard is there for."""
    seed, *patch = GUARDS[guard]
    monkeypatch.setattr(*patch)
    with pytest.raises(AssertionError) as noticed:
        for each in (seed, *range(30, 45)):
            days(each)
    assert "neither served nor refused" not in str(noticed.value)  # noticed, not broken


def test_the_same_commands_end_in_the_same_state_on_both_engines(engine, tmp_path):
    """SQLite plays the first days twice; PostgreSQL plays all and compares with what a SQLite of its own came to."""
    print("seeds", SEEDS, "— replay one with WANGCAI_SEEDS=…")
    ends = {seed: days(seed) for seed in SEEDS}
    if folder := os.environ.get("WANGCAI_END_STATES"):
        for seed, end in ends.items():
            Path(folder, f"{seed}.txt").write_text(end, encoding="utf-8")
        return
    other = {SEEDS[0]: days(SEEDS[0])} if engine == "sqlite" else on_sqlite(__file__, SEEDS, tmp_path)
    for seed, end in other.items():
        assert ends[seed].splitlines() == end.splitlines(), f"seed {seed}"
