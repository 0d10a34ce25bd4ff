"""Hiring, roles and passwords: nobody gives or takes over more than he holds."""

import pytest

from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound
from wangcai.shops.operations.staff import LastOwner, LoginTaken, PasswordWeak, RoleHeld, RoleUnknown
from wangcai.shops.public import (
    Account,
    Post,
    change_staff,
    come_on_duty,
    end_role,
    end_staff,
    give_role,
    hire_staff,
    leave_duty,
    on_duty,
    set_password,
    set_pin,
    staff_names,
)
from wangcai.shops.rules import BeyondYourRights


def kinds():
    return list(Entry.objects.order_by("id").values_list("what", flat=True))


def test_a_manager_hires_for_the_own_store(people):
    before = len(kinds())
    new = hire_staff(store=people.xh, login="XinRen", name="新人", role="front", by=people.by("manager"))
    assert new.login == "xinren" and not new.has_usable_password()
    assert kinds()[before:] == ["shops.staff_hired", "shops.role_given"]
    entry = Entry.objects.get(what="shops.staff_hired", subject_id=new.pk)
    assert entry.actor == f"staff:{people.manager.pk}" and entry.store_id == people.xh.pk


@pytest.mark.parametrize(
    ("who", "store", "role", "refusal"),
    [
        ("manager", "ja", "front", NotFound),
        ("manager", "far", "front", NotFound),
        ("front", "xh", "front", NotAllowed),
        ("manager", "xh", "owner", BeyondYourRights),
        ("manager", None, "front", NotAllowed),
        ("manager", "xh", "king", RoleUnknown),
        ("stranger", "xh", "front", NotFound),
    ],
)
def test_a_hire_beyond_ones_rights_is_refused_and_leaves_nothing(people, who, store, role, refusal):
    before = (Account.objects.count(), len(kinds()))
    with pytest.raises(refusal):
        hire_staff(
            store=store and getattr(people, store), login="new", name="新人", role=role, by=people.by(who)
        )  # fmt: skip
    assert (Account.objects.count(), len(kinds())) == before


def test_a_login_is_given_once_in_the_world(people):
    with pytest.raises(LoginTaken):
        hire_staff(store=people.xh, login="Stranger", name="新人", role="front", by=people.by("manager"))


@pytest.mark.parametrize("target", ["owner", "books", "sister", "stranger"])
def test_a_manager_takes_over_nobody_above_or_elsewhere(people, target):
    account = getattr(people, target)
    old = account.password
    for act in (
        lambda: set_password(account=account, password="wonderful-cat-9", by=people.by("manager")),
        lambda: set_pin(account=account, pin="9371", by=people.by("manager")),
        lambda: end_staff(account=account, by=people.by("manager")),
        lambda: change_staff(account=account, name="别名", by=people.by("manager")),
    ):
        with pytest.raises((BeyondYourRights, NotFound, NotAllowed)):
            act()
    account.refresh_from_db()
    assert (account.password, account.pin, account.is_active) == (old, "", True)


def test_everybody_sets_the_own_password_and_weak_ones_are_refused(people):
    set_password(account=people.front, password="wonderful-cat-9", by=people.by("front"))
    people.front.refresh_from_db()
    assert people.front.check_password("wonderful-cat-9")
    with pytest.raises(PasswordWeak):
        set_password(account=people.front, password="12345678", by=people.by("front"))


def test_a_phone_number_never_reaches_the_diary(people):
    change_staff(account=people.front, name="周小周", phone="13812348000", by=people.by("manager"))
    entry = Entry.objects.get(what="shops.staff_changed")
    assert entry.facts["was"] == {"name": "小周"} and entry.facts["becomes"] == {"name": "周小周"}
    assert "13812348000" not in str(entry.facts)


def test_a_role_is_held_once(people):
    with pytest.raises(RoleHeld):
        give_role(store=people.xh, account=people.front, role="front", by=people.by("manager"))
    assert Post.objects.of(people.chain).filter(account=people.front).count() == 1


def test_the_last_owner_stays(people):
    post = Post.objects.of(people.chain).get(account=people.owner)
    with pytest.raises(LastOwner):
        end_role(post=post, by=people.by("owner"))
    with pytest.raises(LastOwner):
        end_staff(account=people.owner, by=people.by("owner"))
    people.owner.refresh_from_db()
    assert people.owner.is_active and people.by("owner").may("*")
    give_role(store=None, account=people.manager, role="owner", by=people.by("owner"))
    end_role(post=post, by=people.by("manager"))
    assert not people.by("owner").grants


def test_who_leaves_is_out_everywhere(people):
    come_on_duty(store=people.xh, account=people.front, by=people.by("front"))
    end_staff(account=people.front, by=people.by("manager"))
    assert people.by("front").grants == {} and on_duty(people.xh) == []
    assert staff_names(people.chain.pk, [f"staff:{people.front.pk}", "system:0", "customer:4", "staff:0"]) == {
        f"staff:{people.front.pk}": "小周",
        "system:0": "系统",
        "customer:4": "客人",
        "staff:0": "已离职",
    }
    assert staff_names(people.far.chain_id, [f"staff:{people.front.pk}"]) == {f"staff:{people.front.pk}": "已离职"}


def test_duty_has_one_place(people, django_assert_num_queries):
    come_on_duty(store=people.xh, account=people.picker, by=people.by("picker"))
    come_on_duty(store=people.xh, account=people.picker, by=people.by("picker"))
    come_on_duty(store=people.xh, account=people.groomer, by=people.by("manager"))
    with django_assert_num_queries(1):
        assert [a.name for a in on_duty(people.xh, "delivery.pick")] == ["小李"]
    assert {a.name for a in on_duty(people.xh)} == {"小李", "小美"}
    assert on_duty(people.ja) == []
    with pytest.raises(NotFound):
        come_on_duty(store=people.ja, account=people.picker, by=people.by("owner"))
    give_role(store=people.ja, account=people.picker, role="picker", by=people.by("owner"))
    come_on_duty(store=people.ja, account=people.picker, by=people.by("picker"))
    assert [a.name for a in on_duty(people.xh, "delivery.pick")] == []
    leave_duty(account=people.picker, by=people.by("picker"))
    assert on_duty(people.ja) == []
    assert kinds().count("shops.came_on_duty") == 3 and kinds().count("shops.left_duty") == 2
