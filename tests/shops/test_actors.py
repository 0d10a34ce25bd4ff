"""Rights are read by one query and narrowed by what a token may."""

from datetime import timedelta

import pytest

from wangcai.kernel.public import NotAllowed, NotFound, now
from wangcai.shops.public import (
    ALL_PERMISSIONS,
    PERMISSION_LABELS,
    DeviceRefused,
    Token,
    TokenRefused,
    actor_of,
    actor_of_token,
    end_role,
    end_staff,
    give_role,
    make_token,
    revoke_device,
    revoke_token,
    trust_device,
)
from wangcai.shops.rules import BeyondYourRights


def test_front_desk_may_take_orders_in_its_own_store_only(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        actor = actor_of(people.front)
    assert actor.may("orders.place", people.xh.pk)
    assert not actor.may("orders.place", people.ja.pk)
    assert not actor.sees(people.ja.pk) and not actor.sees(people.far.pk)
    with pytest.raises(NotAllowed):
        actor.require("shops.staff", people.xh.pk)


def test_an_owner_sees_every_store_of_the_chain(people):
    actor = people.by("owner")
    assert actor.store_ids is None and actor.may("anything.at_all", people.ja.pk)
    assert actor.chain_id == people.chain.pk


def test_an_ended_role_is_gone(people):
    post = give_role(store=people.ja, account=people.front, role="keeper", by=people.by("owner"))
    assert actor_of(people.front).may("stock.count", people.ja.pk)
    end_role(post=post, by=people.by("owner"))
    assert not actor_of(people.front).sees(people.ja.pk)


def test_a_device_that_is_revoked_lets_nobody_in(people, django_assert_num_queries):
    device = trust_device(store=people.xh, name="前台收银机", by=people.by("manager"))
    with django_assert_num_queries(1):
        assert actor_of(people.front, device).device_id == device.pk
    revoke_device(device=device, by=people.by("manager"))
    with pytest.raises(DeviceRefused):
        actor_of(people.front, device)


def test_a_token_holds_what_both_its_person_and_its_scopes_allow(people, django_assert_num_queries):
    token = make_token(
        store=people.xh, account=people.front, name="小程序", scopes=["orders.*", "shops.staff"], by=people.by("owner")
    )
    with django_assert_num_queries(1):
        actor = actor_of_token(token.secret)
    assert actor.key == f"token:{token.pk}"
    assert actor.may("orders.place", people.xh.pk)
    assert not actor.may("goods.see", people.xh.pk), "outside the scopes"
    assert not actor.may("shops.staff", people.xh.pk), "the person has it not"
    assert not actor.sees(people.ja.pk)


def test_an_owners_token_for_one_store_holds_only_its_scopes_there(people):
    token = make_token(
        store=people.ja, account=people.owner, name="报表", scopes=["reports.see"], by=people.by("owner")
    )
    assert actor_of_token(token.secret).grants == {people.ja.pk: frozenset({"reports.see"})}


def test_everything_as_a_scope_is_spelled_out(people):
    token = make_token(store=None, account=people.owner, name="全部", scopes=["*"], by=people.by("owner"))
    assert set(token.scopes) == ALL_PERMISSIONS
    assert "*" not in actor_of_token(token.secret).grants[None]


@pytest.mark.parametrize("spoil", ["revoked", "expired", "left", "unknown", "empty"])
def test_a_token_that_no_longer_holds_is_refused(people, spoil):
    by = people.by("owner")
    expires = now() + timedelta(days=1)
    token = make_token(store=None, account=people.front, name="x", scopes=["orders.see"], by=by, expires_at=expires)
    secret = token.secret
    assert actor_of_token(secret), "positive control"
    if spoil == "revoked":
        revoke_token(token=token, by=by)
    elif spoil == "expired":
        type(token).objects.of(by).filter(pk=token.pk).update(expires_at=now() - timedelta(seconds=1))
    elif spoil == "left":
        end_staff(account=people.front, by=by)
    else:
        secret = "wc_unknown" if spoil == "unknown" else ""
    with pytest.raises(TokenRefused):
        actor_of_token(secret)


def test_nobody_makes_a_token_with_more_than_he_holds(people):
    with pytest.raises(BeyondYourRights):
        make_token(store=people.xh, account=people.owner, name="x", scopes=["orders.see"], by=people.by("manager"))
    with pytest.raises(NotFound):
        make_token(store=people.ja, account=people.manager, name="x", scopes=["*"], by=people.by("manager"))
    assert not Token.objects.of(people.chain).exists()


def test_every_permission_has_a_name_for_people():
    assert set(PERMISSION_LABELS) == ALL_PERMISSIONS
