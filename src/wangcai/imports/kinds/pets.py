"""Pets of an old system with their owners: by the owner's number there, by telephone, or by name and telephone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.customers.public import Customer, ImportedCustomer, ImportedPet, Pet, Phone, open_customers, open_pets
from wangcai.imports import cells
from wangcai.imports.breeds import Breeds
from wangcai.imports.kinds.base import Made, RowKind, Verdict
from wangcai.imports.plan import Field
from wangcai.imports.reading import Row
from wangcai.imports.reasons import CellFault
from wangcai.kernel.public import clean_line, clean_text


@dataclass(frozen=True, slots=True)
class Draft:
    """A pet and how the file names its owner; `owner_id` once it is known."""

    pet: ImportedPet
    owner_ref: str
    owner_phone: str
    owner_name: str
    owner_id: int | None = None

    @property
    def owner_key(self) -> str:
        return f"ref:{self.owner_ref}" if self.owner_ref else f"{self.owner_phone}:{self.owner_name}"


class Pets(RowKind):
    NAME = "pets"
    LABEL = _("宠物")
    PERMISSION = "customers.import"
    ALIASES = {"date": "born", "phone": "owner_phone"}
    FIELDS = (
        Field("ref", _("宠物编号"), ("PetID", "Pet ID", "Pet No", "ID", "编号", "宠物号", "档案号")),
        Field("name", _("宠物名"), ("Pet", "Pet Name", "Name", "Animal's Name", "宠物", "宠物名称", "宠物姓名", "昵称", "名字")),
        Field("species", _("种类"), ("Species", "Type", "Animal", "物种", "类别", "宠物种类"), True),
        Field("breed", _("品种"), ("Breed", "Primary Breed", "宠物品种")),
        Field("sex", _("性别"), ("Sex", "Gender", "宠物性别")),
        Field("neutered", _("绝育"), ("Neutered", "Spayed", "Sterilised", "是否绝育")),
        Field("born", _("生日"), ("Born", "Birthday", "Birth Date", "DOB", "出生日期", "宠物生日")),
        Field("weight", _("体重"), ("Weight", "Weight kg", "体重kg", "体重公斤")),
        Field("chip", _("芯片号"), ("Chip", "Microchip", "芯片")),
        Field("licence", _("犬证号"), ("Licence", "License", "License Number", "犬证", "证号")),
        Field("owner_ref", _("主人编号"), ("OwnerID", "Owner ID", "CustomerID", "Customer ID", "客户编号", "会员号", "会员编号")),
        Field("owner_phone", _("主人电话"), ("Phone", "Owner Phone", "Mobile", "Tel", "电话", "手机", "手机号", "联系电话")),
        Field("owner_name", _("主人"), ("Owner", "Owner Name", "Customer", "主人姓名", "客户", "客户姓名", "会员姓名", "姓名")),
        Field("note", _("备注"), ("Note", "Notes", "Remark", "说明")),
    )  # fmt: skip

    def __init__(self, job: Any) -> None:
        super().__init__(job)
        self.breeds: Breeds | None = None
        self.owners: dict[str, int] = {}

    def breeds_known(self) -> Breeds:
        """Read when first needed, so that a rehearsal can leave no trace."""
        if self.breeds is None:
            self.breeds = Breeds(self.by, keep=not self.job.rehearsal)
        return self.breeds

    def read(self, row: Row) -> Draft:
        plan, cell = self.plan, row[1]
        species = cells.species(self.required(cell, "species"))
        breed = clean_line(plan.cell(cell, "breed"), most=120)
        pet = ImportedPet(
            source=plan.source,
            external_ref=cells.reference(plan.cell(cell, "ref"))[:60],
            name=clean_line(plan.cell(cell, "name"), most=60),
            species=species,
            breed_text=breed,
            sex=cells.sex(plan.cell(cell, "sex")),
            neutered=cells.yes_or_no(plan.cell(cell, "neutered")),
            born_on=cells.day(plan.cell(cell, "born"), plan.date_order),
            grams=cells.grams(plan.cell(cell, "weight")),
            chip=clean_line(cells.reference(plan.cell(cell, "chip")), most=30),
            licence=clean_line(cells.reference(plan.cell(cell, "licence")), most=30),
            note=clean_text(plan.cell(cell, "note")),
        )
        draft = Draft(
            pet,
            cells.reference(plan.cell(cell, "owner_ref"))[:60],
            cells.phone(plan.cell(cell, "owner_phone")),
            clean_line(plan.cell(cell, "owner_name"), most=80),
        )
        if not (draft.owner_ref or draft.owner_phone or draft.owner_name):
            raise CellFault("owner_phone", "owner_missing")
        return draft

    def identity(self, draft: Draft) -> tuple[str, Any]:
        if draft.pet.external_ref:
            return f"ref:{draft.pet.external_ref}", draft
        return f"{draft.owner_key}:{draft.pet.species}:{draft.pet.name}", draft.pet

    def settle(self, fresh: list[tuple[Row, Any]], verdict: Verdict) -> None:
        self._find_owners([draft for _row, draft in fresh])
        refs = {draft.pet.external_ref for _row, draft in fresh if draft.pet.external_ref}
        rows: Any = Pet.objects.of(self.by)
        known = set(rows.filter(source=self.plan.source, external_ref__in=refs).values_list("external_ref", flat=True))
        owner_ids = {self.owners[d.owner_key] for _row, d in fresh if d.owner_key in self.owners}
        theirs = set(rows.filter(carers__customer__in=owner_ids).values_list("carers__customer", "species", "name"))
        for row, draft in fresh:
            owner_id = self.owners.get(draft.owner_key)
            if draft.owner_ref and owner_id is None:
                verdict.refused.append(self.problem(row, CellFault("owner_ref", "owner_unknown", text=draft.owner_ref)))
            elif draft.pet.external_ref in known or (
                not draft.pet.external_ref and (owner_id, draft.pet.species, draft.pet.name) in theirs
            ):
                verdict.known += 1
            else:
                self._accept(row, replace(draft, owner_id=owner_id), verdict)

    def _accept(self, row: Row, draft: Draft, verdict: Verdict) -> None:
        match = self.breeds_known().match(draft.pet.species, draft.pet.breed_text)
        self.job.remarks["breeds_open"] += bool(match.doubt)
        self.job.remarks["breeds_matched"] += match.breed_id is not None
        if match.doubt and match.first:
            fault = CellFault("breed", match.doubt, text=draft.pet.breed_text, guess=match.name)
            verdict.doubts.append(self.problem(row, fault, doubt=True))
        verdict.accepted.append((row, replace(draft, pet=replace(draft.pet, breed_id=match.breed_id))))
        verdict.stored += 1

    def _find_owners(self, drafts: Sequence[Draft]) -> None:
        refs = {d.owner_ref for d in drafts if d.owner_ref}
        rows: Any = Customer.objects.of(self.by).filter(merged_into=None)
        found = rows.filter(source=self.plan.source, external_ref__in=refs).values_list("external_ref", "pk")
        self.owners.update({f"ref:{ref}": pk for ref, pk in found})
        codes = rows.filter(code__in=refs).values_list("code", "pk")
        self.owners.update({f"ref:{code}": pk for code, pk in codes})
        numbers = {d.owner_phone for d in drafts if d.owner_phone}
        phones: dict[str, list[tuple[str, int]]] = {}
        there = Phone.objects.of(self.by).filter(number__in=numbers, customer__merged_into=None).order_by("customer_id")
        for number, name, pk in there.values_list("number", "customer__name", "customer_id"):
            phones.setdefault(number, []).append((name, pk))
        for draft in drafts:
            people = phones.get(draft.owner_phone, [])
            if people and not draft.owner_ref:
                self.owners[draft.owner_key] = next(
                    (pk for name, pk in people if name == draft.owner_name), people[0][1]
                )

    def store(self, accepted: Sequence[tuple[Row, Draft]]) -> list[Made]:
        homeless = {d.owner_key: d for _row, d in accepted if d.owner_id is None and d.owner_key not in self.owners}
        owners = [
            ImportedCustomer(source=self.plan.source, name=d.owner_name, phone=d.owner_phone) for d in homeless.values()
        ]
        ids = open_customers(customers=owners, by=self.by, findable=False)
        self.owners.update(zip(homeless, ids, strict=True))
        rows = {d.owner_key: row[0] for row, d in reversed(accepted)}
        made = [Made(rows[key], "customer", pk) for key, pk in zip(homeless, ids, strict=True)]
        self.job.remarks["customers_made"] += len(ids)
        pets = [replace(d.pet, customer_id=d.owner_id or self.owners[d.owner_key]) for _row, d in accepted]
        pet_ids = open_pets(pets=pets, by=self.by)
        return made + [Made(row[0], "pet", pk) for (row, _d), pk in zip(accepted, pet_ids, strict=True)]
