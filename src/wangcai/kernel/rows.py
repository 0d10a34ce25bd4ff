"""Rows that belong to a chain, and a query set that refuses to run without saying whose rows it wants."""

from typing import Any, Self

from django.db import models


class MissingScope(Exception):  # noqa: N818  names what happened
    """A query over a chain's table did not name the chain. Always a programming mistake."""


class ChainRows(models.QuerySet):
    """A query set that must be narrowed by `.of(chain)` (or come from a related object) before it runs."""

    _scoped = False

    def _clone(self) -> Self:
        clone = super()._clone()
        clone._scoped = self._scoped
        return clone

    def of(self, chain: Any) -> Self:
        """Narrow to one chain: a Chain, an Actor or an id."""
        chain_id = getattr(chain, "chain_id", None) or getattr(chain, "pk", chain)
        if not isinstance(chain_id, int):
            raise MissingScope(f"{self.model.__name__}.of() needs a chain, got {chain!r}")
        narrowed = self.filter(chain_id=chain_id)
        narrowed._scoped = True
        return narrowed

    def across_chains(self) -> Self:
        """Every chain's rows: for the clock, the doctor and migrations, never for a person's page."""
        every = self._chain()  # type: ignore[attr-defined]  # Django's own, untyped
        every._scoped = True
        return every

    def _check(self) -> None:
        related = (self._hints or {}).get("instance")  # type: ignore[attr-defined]  # Django's own, untyped
        if not self._scoped and related is None:
            raise MissingScope(f"{self.model.__name__}.objects was used without .of(chain)")

    def _fetch_all(self) -> None:
        self._check()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._check()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._check()
        return super().count()

    def exists(self) -> bool:
        self._check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check()
        return super().delete()


ChainManager = models.Manager.from_queryset(ChainRows)


class ChainRow(models.Model):
    """A row of one chain. `objects` must be narrowed by `.of(chain)`; `created_at` is set by the database's clock user."""

    chain = models.ForeignKey("shops.Chain", on_delete=models.PROTECT, related_name="+")

    objects = ChainManager()

    class Meta:
        abstract = True
