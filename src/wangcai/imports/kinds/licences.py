"""Pet licences of a city: animals without owners. Each gets an owner to be named later; goats and pigs are other species."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.customers.public import ImportedCustomer, ImportedPet, Pet, open_customers, open_pets
from wangcai.imports import cells
from wangcai.imports.breeds import Breeds
from wangcai.imports.kinds.base import Made, RowKind, Verdict
from wangcai.imports.plan import Field
from wangcai.imports.reading import Row
from wangcai.imports.reasons import CellFault
from wangcai.kernel.public import clean_line


@dataclass(frozen=True, slots=True)
class Draft:
    """A licensed animal and where it lives."""

    pet: ImportedPet
    district: str


class PetLicences(RowKind):
    NAME = "pet-licences"
    LABEL = _("宠物证照")
    PERMISSION = "customers.import"
    ALIASES = {"date": "time"}
    DIFFERS = "licence_repeated"
    FIELDS = (
        Field("ref", _("证号"), ("License Number", "Licence Number", "License", "Licence", "犬证号", "证件号"), True),
        Field("name", _("宠物名"), ("Animal's Name", "Animal Name", "Pet Name", "Name", "名字")),
        Field("species", _("种类"), ("Species", "物种"), True),
        Field("breed", _("品种"), ("Primary Breed", "Breed")),
        Field("breed2", _("第二品种"), ("Secondary Breed", "Second Breed", "混种")),
        Field("time", _("发证日期"), ("License Issue Date", "Licence Issue Date", "Issue Date", "Date", "日期")),
        Field("district", _("邮编"), ("ZIP Code", "ZIP", "Postcode")),
    )  # fmt: skip

    def __init__(self, job: Any) -> None:
        super().__init__(job)
        self.breeds: Breeds | None = None

    def breeds_known(self) -> Breeds:
        """Read when first needed, so that a rehearsal can leave no trace."""
        if self.breeds is None:
            self.breeds = Breeds(self.by, keep=not self.job.rehearsal)
        return self.breeds

    def read(self, row: Row) -> Draft:
        plan, cell = self.plan, row[1]
        licence = cells.reference(self.required(cell, "ref")).upper()
        if len(licence) > 30:
            raise CellFault("ref", "number_too_long", text=licence)
        issued = cells.day(plan.cell(cell, "time"), plan.date_order)
        breeds = [plan.cell(cell, "breed"), plan.cell(cell, "breed2")]
        pet = ImportedPet(
            source=plan.source if plan.source != "import" else self.NAME,
            external_ref=licence,
            licence=licence,
            name=clean_line(plan.cell(cell, "name"), most=60),
            species=cells.species(self.required(cell, "species")),
            breed_text=clean_line(" × ".join(part for part in breeds if part), most=120),
            note=gettext("发证 {day}").format(day=issued.isoformat()) if issued else "",
        )
        return Draft(pet, clean_line(plan.cell(cell, "district"), most=60))

    def identity(self, draft: Draft) -> tuple[str, Any]:
        """The same number for the same animal is the same licence, printed again; anything else needs a person."""
        return draft.pet.external_ref, (draft.pet.name.lower(), draft.pet.species)

    def settle(self, fresh: list[tuple[Row, Any]], verdict: Verdict) -> None:
        refs = [draft.pet.external_ref for _row, draft in fresh]
        rows: Any = Pet.objects.of(self.by)
        source = fresh[0][1].pet.source if fresh else ""
        known = set(rows.filter(source=source, external_ref__in=refs).values_list("external_ref", flat=True))
        for row, draft in fresh:
            if draft.pet.external_ref in known:
                verdict.known += 1
                continue
            first = self.plan.cell(row[1], "breed")
            match = self.breeds_known().match(draft.pet.species, first)
            self.job.remarks["breeds_open"] += bool(match.doubt)
            if match.doubt and match.first:
                fault = CellFault("breed", match.doubt, text=first, guess=match.name)
                verdict.doubts.append(self.problem(row, fault, doubt=True))
            self.job.remarks["breeds_matched"] += match.breed_id is not None
            verdict.accepted.append((row, replace(draft, pet=replace(draft.pet, breed_id=match.breed_id))))
            verdict.stored += 1

    def store(self, accepted: Sequence[tuple[Row, Draft]]) -> list[Made]:
        words = gettext("{pet}的主人（待补）"), gettext("未命名宠物的主人（待补）")
        owners = [
            ImportedCustomer(
                source=draft.pet.source,
                external_ref=draft.pet.external_ref,
                name=words[0].format(pet=draft.pet.name) if draft.pet.name else words[1],
                district=draft.district,
            )
            for _row, draft in accepted
        ]
        owner_ids = open_customers(customers=owners, by=self.by, findable=False)
        pets = [replace(draft.pet, customer_id=owner) for (_row, draft), owner in zip(accepted, owner_ids, strict=True)]
        pet_ids = open_pets(pets=pets, by=self.by)
        rows = [row[0] for row, _draft in accepted]
        return [Made(row, "customer", pk) for row, pk in zip(rows, owner_ids, strict=True)] + [
            Made(row, "pet", pk) for row, pk in zip(rows, pet_ids, strict=True)
        ]
