"""The engineer's guide tells the whole way of a visit with curl; it is run here as it stands there."""

import base64
import json
import re
import shutil
import subprocess

import pytest

from tests.api.asking import signature
from tests.api.conftest import token_for
from tests.api.visiting import visit_shop
from wangcai.booking.public import Booking
from wangcai.interfaces.cli.environment import ROOT
from wangcai.lookup.public import rebuild

SCOPES = [
    "customers.see", "orders.see", "orders.place", "booking.see", "booking.write", "care.check_in", "care.plan",
    "care.work", "payments.take", "handover.pets",
]  # fmt: skip
GUIDES = [ROOT / "docs" / language / "engineer" / "api.md" for language in ("zh", "en")]


def blocks(guide):
    return re.findall(r"```sh\n(.*?)```", guide.read_text("utf-8"), re.S)


def visit_in(guide):
    return next(block for block in blocks(guide) if block.startswith("get()"))


@pytest.mark.parametrize("guide", GUIDES, ids=["zh", "en"])
def test_the_scopes_are_those_the_guide_asks_for(guide):
    asked = next(block for block in blocks(guide) if "handover.pets" in block)
    named = [scope for part in re.findall(r"--scope ([^\s)]+)", asked) for scope in part.split(",")]
    assert sorted(named) == sorted(SCOPES)


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("jq")), reason="the guide's example needs curl and jq")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guide", GUIDES, ids=["zh", "en"])
def test_a_visit_by_curl(live_server, tmp_path, guide):
    shop = visit_shop()
    rebuild(shop.chain.pk)
    (tmp_path / "signature.png").write_bytes(base64.b64decode(signature().partition(",")[2]))
    ran = subprocess.run(
        ["bash", "-eu", "-o", "pipefail", "-c", visit_in(guide)],
        cwd=tmp_path, capture_output=True, text=True, timeout=120,
        env={"PATH": "/usr/bin:/bin", "TOKEN": token_for(shop, scopes=SCOPES), "API": f"{live_server.url}/api/v1"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert json.loads(ran.stdout.splitlines()[-1]) == {"order_status": "completed", "state": "done", "total_fen": 17800}
    assert Booking.objects.of(shop.chain).get().state == "done"
