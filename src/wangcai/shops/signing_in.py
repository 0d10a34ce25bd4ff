"""Whose session it is: asked by every page, so the query is kept."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from wangcai.kernel.public import kept
from wangcai.shops.models import Account


class StaffBackend(ModelBackend):
    """Django's own way of signing in; only the account behind a session is read by a kept query."""

    def get_user(self, user_id: int) -> Account | None:  # type: ignore[override]
        found = _account(int(user_id))
        return found[0] if found and self.user_can_authenticate(found[0]) else None


@kept
def _account(account_id: int) -> QuerySet[Any]:
    return Account.objects.filter(pk=account_id)
