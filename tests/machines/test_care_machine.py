"""R07 for care: any sequence over a visit's whole way keeps gates, signatures, cards, things and sums, on paper and for real.

The same commands leave the same end state on SQLite and PostgreSQL.
"""

import os
import random

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.machines.care_onward import COMMANDS, Care
from tests.machines.care_sums import end_state

# Reactions read what is committed.
pytestmark = pytest.mark.django_db(transaction=True)
LONG = bool(os.environ.get("WANGCAI_NIGHTLY"))
RUN = settings(
    max_examples=200 if LONG else 6,
    stateful_step_count=80 if LONG else 30,
    deadline=None,
    derandomize=not LONG,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
STEPS = 200 if LONG else 70
SHOPS = iter(range(10**6))


def days(seed: int, steps: int = STEPS) -> str:
    """The end state of some days by a plain generator: the same commands for the same seed, whatever the engine."""
    dice, house = random.Random(seed), Care(f"care-{seed}-{next(SHOPS)}")
    names = [*COMMANDS, *["onward"] * (len(COMMANDS) // 2), *["book"] * 4, *["react"] * 2]
    for step in range(steps):
        command = dice.choice(names) if step else "book"
        house.do(command, {name: dice.randint(*ends) for name, ends in COMMANDS[command].items()})
    house.do("react", {})
    return end_state(house.shop.chain.pk)
