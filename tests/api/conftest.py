"""Programs that call: a client that sends JSON with a bearer token and an idempotency key."""

import json
import uuid

import pytest

from tests.cast import build_shop
from wangcai.journal.public import Entry
from wangcai.kernel.public import digest
from wangcai.shops.public import ALL_PERMISSIONS, Token


@pytest.fixture
def shop(db):
    return build_shop()


class Program:
    """An integrator with one token."""

    def __init__(self, client, token):
        self.client, self.token = client, token

    def headers(self, key):
        heads = {"Authorization": f"Bearer {self.token}"}
        return {**heads, "Idempotency-Key": key} if key else heads

    def post(self, path, body, key=""):
        """R50: a write that was done stands in the diary, by this program; one that was not leaves no trace."""
        before = Entry.objects.count()
        answer = self.client.post(
            f"/api/v1{path}",
            json.dumps(body),
            content_type="application/json",
            headers=self.headers(key or uuid.uuid4().hex),
        )
        done = answer.status_code == 201 and "Idempotent-Replay" not in answer.headers
        written = list(Entry.objects.order_by("pk").values_list("actor", flat=True)[before:])
        assert bool(written) == done, (path, answer.status_code, written)
        assert all(actor.startswith("token:") for actor in written)
        return answer

    def keyless(self, path, body):
        return self.client.post(
            f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=self.headers("")
        )

    def get(self, path, **query):
        return self.client.get(f"/api/v1{path}", query, headers=self.headers(""))


def token_for(shop, login="laozhou", scopes=None, store=None, **more):
    text = f"test-{uuid.uuid4().hex}"
    Token.objects.create(
        chain=shop.chain,
        name=login,
        account=shop.people[login],
        token_hash=digest(text),
        store=store,
        scopes=sorted(ALL_PERMISSIONS if scopes is None else scopes),
        **more,
    )
    return text


@pytest.fixture
def program(shop, client):
    return Program(client, token_for(shop))
