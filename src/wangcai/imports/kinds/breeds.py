"""Facts of breeds: weight, height, coat. Whole kilograms and centimetres as the lists of kennel clubs have them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.customers.public import SURE, BreedFacts, learn_breeds
from wangcai.imports import cells
from wangcai.imports.breeds import reader_for
from wangcai.imports.kinds.base import Made, RowKind, Verdict
from wangcai.imports.plan import Field
from wangcai.imports.reading import Row
from wangcai.imports.reasons import CellFault
from wangcai.kernel.public import clean_line

HEAVIEST, TALLEST = 200_000, 200  # grams, centimetres


class BreedList(RowKind):
    NAME = "breeds"
    LABEL = _("品种资料")
    PERMISSION = "customers.import"
    UNDOABLE = False
    FIELDS = (
        Field("name", _("品种"), ("Breed", "Name", "品种名"), True),
        Field("species", _("种类"), ("Species", "物种")),
        Field("weight_from", _("最轻（kg）"), ("min_weight", "Min Weight", "Weight From")),
        Field("weight_to", _("最重（kg）"), ("max_weight", "Max Weight", "Weight To")),
        Field("height_to", _("最高（cm）"), ("max_height", "Max Height", "Height To")),
        Field("grooming", _("梳理"), ("grooming_frequency_category", "Grooming")),
        Field("shedding", _("掉毛"), ("shedding_category", "Shedding")),
    )

    def read(self, row: Row) -> BreedFacts:
        plan, cell = self.plan, row[1]
        species = plan.cell(cell, "species")
        low, high = self._figure(cell, "weight_from", HEAVIEST, 1000), self._figure(cell, "weight_to", HEAVIEST, 1000)
        if low and high and low > high:
            raise CellFault("weight_to", "not_a_number", text=plan.cell(cell, "weight_to"), field="weight_to")
        return BreedFacts(
            name=clean_line(self.required(cell, "name"), most=80),
            species=cells.species(species) if species else "dog",
            weight_from_g=low,
            weight_to_g=high,
            height_to_cm=self._figure(cell, "height_to", TALLEST, 1),
            grooming=clean_line(plan.cell(cell, "grooming"), most=60),
            shedding=clean_line(plan.cell(cell, "shedding"), most=60),
        )

    def identity(self, draft: BreedFacts) -> tuple[str, Any]:
        return f"{draft.species}:{draft.name.lower()}", draft

    def settle(self, fresh: list[tuple[Row, BreedFacts]], verdict: Verdict) -> None:
        reader = reader_for(self.by, keep=not self.job.rehearsal)
        for row, draft in fresh:
            _breed, certainty = reader.match(draft.species, draft.name)
            self.job.remarks["breeds_matched"] += certainty == SURE
            verdict.accepted.append((row, draft))
            verdict.stored += 1

    def store(self, accepted: Sequence[tuple[Row, BreedFacts]]) -> list[Made]:
        ids = learn_breeds(facts=[draft for _row, draft in accepted], source=self.plan.source, by=self.by)
        return [Made(row[0], "breed", pk) for (row, _draft), pk in zip(accepted, ids, strict=True)]

    def _figure(self, cell: Sequence[str], name: str, most: int, factor: int) -> int | None:
        text = self.plan.cell(cell, name)
        if not text:
            return None
        value = round(cells.number(name, text) * factor)
        if value == 0:  # lists write nothing known as 0
            return None
        if not 0 < value <= most:
            raise CellFault(name, "not_a_number", text=text, field=name)
        return value
