"""Hiring, roles, passwords, leaving."""

from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, now
from wangcai.shops.events import PasswordSet, RoleEnded, RoleGiven, StaffChanged, StaffHired, StaffLeft
from wangcai.shops.models import Account, Chain, Duty, Post, Store, Token
from wangcai.shops.roles import LABELS, OWNER
from wangcai.shops.rules import BeyondYourRights, may_give, require_at, require_over

STAFF_FIELDS = {"name": 40, "phone": 20, "language": 10}


class LoginTaken(Refusal):
    code = "login_taken"
    sentence = _("登录名“{login}”已有人用，请换一个。")
    field = "login"


class RoleUnknown(Refusal):
    code = "role_unknown"
    sentence = _("没有“{role}”这个岗位。")
    field = "role"


class RoleHeld(Refusal):
    code = "role_held"
    sentence = _("{name} 在这里已经担任{role}。")
    field = "role"


class LastOwner(Refusal):
    code = "last_owner"
    sentence = _("这是最后一位老板，请先把老板岗位交给另一个人。")


class PasswordWeak(Refusal):
    code = "password_weak"
    sentence = _("密码太弱：{why}")
    field = "password"


@once
def hire_staff(
    *,
    store: Store | None,
    login: str,
    name: str,
    role: str,
    by: Actor,
    password: str | None = None,
    phone: str = "",
    language: str = "zh-hans",
    at: datetime | None = None,
) -> Account:
    """Take on a person with a first role in a store (or, without a store, in the whole chain).

    Without a password he or she can only switch in by PIN on a trusted device.
    """
    _require_giving(by, role, store)
    login, name = clean_line(login, most=40).lower(), clean_line(name, most=40)
    if not login or not name:
        raise Missing(what=_("登录名与姓名"), field="login" if not login else "name")
    if Account.objects.filter(login=login).exists():
        raise LoginTaken(login=login)
    account = Account(login=login, name=name, chain_id=by.chain_id, phone=phone, language=language, home_store=store)
    _put_password(account, password)
    account.save()
    record(StaffHired(subject_id=account.pk, store_id=_id(store), login=login, name=name), by=by, at=at)
    _give(account, role, store, by, at)
    return account


@once
def change_staff(*, account: Account, by: Actor, at: datetime | None = None, **changes: Any) -> Account:
    """Change name, phone or language; a person may change his or her own. The entry holds no phone number."""
    _require_self_or_over(by, account)
    before = {field: getattr(account, field) for field in changes}
    for field, value in changes.items():
        setattr(account, field, clean_line(value, most=STAFF_FIELDS[field]))
    if not account.name:
        raise Missing(what=_("姓名"), field="name")
    changed = [field for field in changes if before[field] != getattr(account, field)]
    if not changed:
        return account
    account.save(update_fields=changed)
    open_facts = [field for field in changed if field != "phone"]
    happening = StaffChanged(
        subject_id=account.pk,
        what=", ".join(changed),
        was={field: before[field] for field in open_facts},
        becomes={field: getattr(account, field) for field in open_facts},
    )
    record(happening, by=by, at=at)
    return account


@once
def give_role(*, store: Store | None, account: Account, role: str, by: Actor, at: datetime | None = None) -> Post:
    """Give a role in a store (or everywhere). Nobody gives more than he or she holds there."""
    if account.chain_id != by.chain_id or not account.is_active:
        raise NotFound
    _require_giving(by, role, store)
    if Post.objects.of(by).filter(account=account, store=store, role=role, ended_at__isnull=True).exists():
        raise RoleHeld(name=account.name, role=str(LABELS[role]), field="role")
    return _give(account, role, store, by, at)


@once
def end_role(*, post: Post, by: Actor, at: datetime | None = None) -> Post:
    """End a role. The chain keeps at least one owner."""
    _require_giving(by, post.role, post)
    _end_posts(Post.objects.of(by).filter(pk=post.pk, ended_at__isnull=True), by, at)
    post.refresh_from_db()
    return post


@once
def end_staff(*, account: Account, by: Actor, at: datetime | None = None) -> Account:
    """Somebody leaves: roles, duty and tokens end, the account no longer opens. History keeps the name."""
    require_over(by, account)
    if not Account.objects.filter(pk=account.pk, is_active=True).update(is_active=False):
        raise NotFound
    _end_posts(Post.objects.of(by).filter(account=account, ended_at__isnull=True), by, at)
    moment = at or now()
    Token.objects.of(by).filter(account=account, revoked_at__isnull=True).update(revoked_at=moment)
    Duty.objects.of(by).filter(account=account, ended_at__isnull=True).update(ended_at=moment)
    record(StaffLeft(subject_id=account.pk, name=account.name), by=by, at=at)
    account.refresh_from_db()
    return account


@once
def set_password(*, account: Account, password: str, by: Actor, at: datetime | None = None) -> Account:
    """A new password: one's own, or that of a person below. Every session opened with the old one ends."""
    _require_self_or_over(by, account)
    _put_password(account, password)
    account.sign_in_failures, account.sign_in_locked_until = 0, None
    account.save(update_fields=["password", "sign_in_failures", "sign_in_locked_until"])
    record(PasswordSet(subject_id=account.pk, name=account.name), by=by, at=at)
    return account


def _put_password(account: Account, password: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, account)
        except ValidationError as error:
            raise PasswordWeak(why=" ".join(error.messages)) from error
    account.set_password(password)


def _require_self_or_over(by: Actor, account: Account) -> None:
    if by.key != f"staff:{account.pk}":
        require_over(by, account)


def _require_giving(by: Actor, role: str, place: Store | Post | None) -> None:
    if role not in LABELS:
        raise RoleUnknown(role=role)
    require_at(by, "shops.staff", place)
    store_id = place.store_id if isinstance(place, Post) else _id(place)
    if not may_give(by, role, store_id):
        raise BeyondYourRights(field="role")


def _give(account: Account, role: str, store: Store | None, by: Actor, at: datetime | None) -> Post:
    post = Post.objects.create(chain_id=by.chain_id, account=account, store=store, role=role, since=at or now())
    record(RoleGiven(subject_id=account.pk, store_id=_id(store), name=account.name, role=role), by=by, at=at)
    return post


def _end_posts(posts: Any, by: Actor, at: datetime | None) -> None:
    ending = list(posts.select_related("account"))
    if not ending:
        return
    if any(p.role == OWNER and p.store_id is None for p in ending):
        _refuse_last_owner(by, [p.pk for p in ending])
    Post.objects.of(by).filter(pk__in=[p.pk for p in ending], ended_at__isnull=True).update(ended_at=at or now())
    for p in ending:
        record(RoleEnded(subject_id=p.account_id, store_id=p.store_id, name=p.account.name, role=p.role), by=by, at=at)


def _refuse_last_owner(by: Actor, ending: list[int]) -> None:
    # The chain's row is locked first, so that two owners cannot end each other at the same moment.
    Chain.objects.select_for_update().get(pk=by.chain_id)
    owners = Post.objects.of(by).filter(role=OWNER, store__isnull=True, ended_at__isnull=True, account__is_active=True)
    if not owners.exclude(pk__in=ending).exists():
        raise LastOwner


def _id(store: Store | None) -> int | None:
    return store.pk if store else None
