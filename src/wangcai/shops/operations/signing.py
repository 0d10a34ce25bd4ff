"""Signing in by password or PIN. Wrong tries are counted before they are looked at, so that no race gives a free one."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal, now, writing
from wangcai.shops.events import PinLocked, PinSet, SignedIn, SignInLocked, SwitchedByPin
from wangcai.shops.models import Account, Device, Post
from wangcai.shops.rules import require_over

PIN_TRIES, PIN_LOCK = 5, timedelta(minutes=5)
PASSWORD_TRIES, PASSWORD_LOCK = 10, timedelta(minutes=5)
# A PIN is short: the lock after five tries protects it, not the length of the hash; the counter should not wait.
PIN_ROUNDS = 120_000
EASY = "01234567890 09876543210"


class SignInFailed(Refusal):
    code = "sign_in_failed"
    sentence = _("登录名或密码不对，请再试一次。忘了密码请找店长重设。")
    field = "password"


class Locked(Refusal):
    code = "locked"
    sentence = _("输错次数太多，请 {minutes} 分钟后再试，或找店长重设。")
    status = 429


class PinWrong(Refusal):
    code = "pin_wrong"
    sentence = _("PIN 不对，请再试一次。")
    field = "pin"


class PinUnclear(Refusal):
    code = "pin_unclear"
    sentence = _("PIN 请用 4 到 8 位数字，不要用 1111、1234 这样的。")
    field = "pin"


class NotOnThisDevice(Refusal):
    code = "not_on_this_device"
    sentence = _("这台设备不能换成此人：设备已停用，或此人不在这家店。请用密码登录。")
    status = 403


@once
def set_pin(*, account: Account, pin: str, by: Actor, at: datetime | None = None) -> Account:
    """Set one's own PIN, or that of a person below; it unlocks too. 4 to 8 digits."""
    if by.key != f"staff:{account.pk}":
        require_over(by, account)
    if not pin.isascii() or not pin.isdigit() or not 4 <= len(pin) <= 8 or len(set(pin)) == 1 or pin in EASY:
        raise PinUnclear
    account.pin, account.pin_failures, account.pin_locked_until = hashed_pin(pin), 0, None
    account.save(update_fields=["pin", "pin_failures", "pin_locked_until"])
    record(PinSet(subject_id=account.pk, name=account.name), by=by, at=at)
    return account


def sign_in(*, login: str, password: str, at: datetime | None = None) -> Account:
    """Open an account by password. Refuses with SignInFailed, or Locked after ten wrong tries.

    Call it outside any transaction: a counted failure must stay counted when the refusal is raised.
    """
    account = Account.objects.filter(login=login.strip().lower(), is_active=True).first()
    if account is None:
        make_password(password)  # an unknown login takes as long as a wrong password
        raise SignInFailed
    moment = at or now()
    _count_try(account, "sign_in_failures", "sign_in_locked_until", PASSWORD_TRIES, moment)
    if not account.check_password(password):
        _after_wrong(account, "sign_in_failures", "sign_in_locked_until", (PASSWORD_TRIES, PASSWORD_LOCK), moment)
        raise SignInFailed
    with writing():
        Account.objects.filter(pk=account.pk).update(sign_in_failures=0)
        record(SignedIn(subject_id=account.pk, name=account.name), by=_self(account), at=at)
    return account


def switch_by_pin(*, device: Device, account_id: int, pin: str, at: datetime | None = None) -> Account:
    """Another person takes over a trusted device. Refuses with PinWrong, Locked (five wrong tries: five minutes) or
    NotOnThisDevice. Call it outside any transaction."""
    account = people_of(device).filter(pk=account_id).exclude(pin="").first()
    trusted = Device.objects.of(device.chain_id).filter(pk=device.pk, revoked_at__isnull=True).exists()
    if account is None or not trusted:
        raise NotOnThisDevice
    prove_pin(account=account, pin=pin, at=at)
    with writing():
        happening = SwitchedByPin(
            subject_id=account.pk, store_id=device.store_id, name=account.name, device=device.name
        )
        record(happening, by=_self(account), at=at)
    return account


def prove_pin(*, account: Account, pin: str, at: datetime | None = None) -> None:
    """Ask again before money, write-offs and overrides: refuses with PinWrong or Locked. Outside any transaction."""
    moment = at or now()
    _count_try(account, "pin_failures", "pin_locked_until", PIN_TRIES, moment)
    if not account.pin or not PBKDF2PasswordHasher().verify(pin, account.pin):
        _after_wrong(account, "pin_failures", "pin_locked_until", (PIN_TRIES, PIN_LOCK), moment)
        raise PinWrong
    Account.objects.filter(pk=account.pk).update(pin_failures=0)


def hashed_pin(pin: str) -> str:
    """What is kept of a PIN: its own few rounds, whatever hashes passwords here."""
    hasher = PBKDF2PasswordHasher()
    return hasher.encode(pin, hasher.salt(), PIN_ROUNDS)


def people_of(device: Device) -> QuerySet[Account]:
    """Who may switch in on a device: active staff with a post in its store or in the whole chain."""
    posts = Post.objects.of(device.chain_id).filter(
        Q(store_id=device.store_id) | Q(store__isnull=True), ended_at__isnull=True
    )
    return Account.objects.filter(chain_id=device.chain_id, is_active=True, pk__in=posts.values("account_id"))


def _self(account: Account) -> Actor:
    return Actor(chain_id=account.chain_id, kind="staff", id=account.pk, name=account.name)


def _count_try(account: Account, failures: str, until: str, tries: int, moment: datetime) -> None:
    """One guarded update: a try is counted unless the account is locked or has none left."""
    free = Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__lte": moment})
    with writing():
        counted = (
            Account.objects.filter(free, pk=account.pk, **{f"{failures}__lt": tries}).update(
                **{failures: F(failures) + 1}
            )
        )  # fmt: skip
    if not counted:
        locked = Account.objects.filter(pk=account.pk).values_list(until, flat=True).first()
        left = (locked - moment) if locked else timedelta(minutes=1)
        raise Locked(minutes=max(1, -(-int(left.total_seconds()) // 60)))


def _after_wrong(account: Account, failures: str, until: str, limit: tuple[int, timedelta], moment: datetime) -> None:
    """The last wrong try locks; exactly one of several at once does it, and writes it down."""
    tries, pause = limit
    with writing():
        full = Account.objects.filter(pk=account.pk, **{f"{failures}__gte": tries})
        if full.update(**{failures: 0, until: moment + pause}):
            kind = PinLocked if failures == "pin_failures" else SignInLocked
            record(kind(subject_id=account.pk, name=account.name, failures=tries), by=_self(account), at=moment)
