"""Coming on duty and leaving: tasks find people who are there."""

from datetime import datetime

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, now
from wangcai.shops.events import CameOnDuty, LeftDuty
from wangcai.shops.models import Account, Duty, Post, Store
from wangcai.shops.rules import require_at


@once
def come_on_duty(*, store: Store, account: Account, by: Actor, at: datetime | None = None) -> Duty:
    """Somebody is at work in a store from now on; whoever was elsewhere leaves there first. Twice is once."""
    _require_self_or_staff(by, account, store)
    posts = Post.objects.of(by).filter(account=account, ended_at__isnull=True).values_list("store_id", flat=True)
    if not account.is_active or not {None, store.pk} & set(posts):
        raise NotFound
    moment = at or now()
    # The account's row is the turnstile: two devices at once do not open two duties.
    Account.objects.select_for_update().get(pk=account.pk)
    present = Duty.objects.of(by).filter(account=account, ended_at__isnull=True).first()
    if present and present.store_id == store.pk:
        return present
    if present:
        _leave(present, account, by, moment)
    duty = Duty.objects.create(chain_id=by.chain_id, account=account, store=store, started_at=moment)
    record(CameOnDuty(subject_id=account.pk, store_id=store.pk, name=account.name), by=by, at=at)
    return duty


@once
def leave_duty(*, account: Account, by: Actor, at: datetime | None = None) -> Duty | None:
    """Somebody goes home. Nothing happens where he or she was not at work."""
    present = Duty.objects.of(by).filter(account=account, ended_at__isnull=True).first()
    if present is None:
        return None
    _require_self_or_staff(by, account, present)
    return _leave(present, account, by, at or now())


def _leave(present: Duty, account: Account, by: Actor, moment: datetime) -> Duty:
    if Duty.objects.of(by).filter(pk=present.pk, ended_at__isnull=True).update(ended_at=moment):
        record(LeftDuty(subject_id=account.pk, store_id=present.store_id, name=account.name), by=by, at=moment)
    present.ended_at = moment
    return present


def _require_self_or_staff(by: Actor, account: Account, place: Store | Duty) -> None:
    if account.chain_id != by.chain_id or place.chain_id != by.chain_id:
        raise NotFound
    if by.key != f"staff:{account.pk}":
        require_at(by, "shops.staff", place)
