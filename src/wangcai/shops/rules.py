"""Who may change rights: nobody can give, or take over, more than he or she holds."""

from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import Actor, ChainRow, NotAllowed, NotFound, Refusal
from wangcai.shops.actors import permissions_in
from wangcai.shops.models import Account, Post, Store
from wangcai.shops.roles import PERMISSIONS


class BeyondYourRights(Refusal):
    code = "beyond_your_rights"
    sentence = _("这需要比您更高的岗位来做，请找老板。")
    status = 403


def require_chainwide(by: Actor, permission: str) -> None:
    """Refuse where the permission is held in single stores only."""
    held = by.grants.get(None, frozenset())
    if permission not in held and "*" not in held:
        raise NotAllowed(permission=permission)


def require_at(by: Actor, permission: str, place: Store | ChainRow | None) -> None:
    """Refuse with NotFound for a store (or a row of a store) the actor may not know of, with NotAllowed without the
    right there. An owner sees every store of the own chain, so the chain is compared first."""
    store_id = place.pk if isinstance(place, Store) else getattr(place, "store_id", None)
    if place is not None and (place.chain_id != by.chain_id or not by.sees(store_id)):
        raise NotFound
    if store_id is None:
        require_chainwide(by, permission)
        return
    by.require(permission, store_id)


def may_give(by: Actor, role: str, store_id: int | None) -> bool:
    """May the actor hand out this role there? Only one whose permissions he or she holds in that place."""
    wanted = PERMISSIONS[role]
    if "*" in wanted:
        return "*" in by.grants.get(None, frozenset())
    return wanted <= permissions_in(by, store_id)


def require_over(by: Actor, account: Account) -> None:
    """Refuse unless the actor runs staff where this person works and holds everything this person holds.

    Otherwise a manager could take over the owner's account by setting a new password. A person may not be seen from
    outside the chain, nor from a store where he or she has no post: NotFound.
    """
    if account.chain_id != by.chain_id:
        raise NotFound
    posts = list(Post.objects.of(by).filter(account=account, ended_at__isnull=True))
    if by.store_ids is not None and posts and not any(by.sees(p.store_id) for p in posts):
        raise NotFound
    if not posts:
        by.require("shops.staff")
    for post in posts:
        if not may_give(by, post.role, post.store_id):
            raise BeyondYourRights
        if not by.may("shops.staff", post.store_id):
            raise NotAllowed(permission="shops.staff")
