"""Customers of an old system. The same number with another name is a likely duplicate: stored, and listed to be merged."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.customers.public import Customer, ImportedCustomer, Phone, open_customers
from wangcai.imports import cells
from wangcai.imports.kinds.base import Made, RowKind, Verdict
from wangcai.imports.plan import Field
from wangcai.imports.reading import Row
from wangcai.imports.reasons import CellFault
from wangcai.kernel.public import clean_line, clean_text

Draft = tuple[Row, ImportedCustomer]


class Customers(RowKind):
    NAME = "customers"
    LABEL = _("客户")
    PERMISSION = "customers.import"
    ALIASES = {"date": "birthday"}
    FIELDS = (
        Field("ref", _("编号"), ("CustomerID", "Customer ID", "ID", "No", "Member No", "客户编号", "会员号", "会员编号", "会员卡号", "卡号")),
        Field("name", _("姓名"), ("Name", "Customer", "Customer Name", "Full Name", "客户", "客户姓名", "客户名称", "会员姓名", "会员", "主人", "主人姓名")),
        Field("phone", _("电话"), ("Phone", "Mobile", "Tel", "Telephone", "Phone Number", "手机", "手机号", "手机号码", "联系电话", "电话号码")),
        Field("mail", _("邮箱"), ("Mail", "Email", "E-mail", "电子邮箱", "邮件")),
        Field("wechat", _("微信"), ("WeChat", "微信号")),
        Field("birthday", _("生日"), ("Birthday", "Birth Date", "DOB", "出生日期", "会员生日", "客户生日", "主人生日")),
        Field("address", _("地址"), ("Address", "Street", "住址", "家庭住址", "联系地址")),
        Field("district", _("片区"), ("District", "ZIP", "ZIP Code", "Postcode", "邮编", "小区", "区域")),
        Field("note", _("备注"), ("Note", "Notes", "Remark", "Comment", "说明")),
    )  # fmt: skip

    def __init__(self, job: Any) -> None:
        super().__init__(job)
        # number → (row, name): to notice two files with one telephone number inside this file.
        self.phones: dict[str, tuple[int, str]] = {}

    def read(self, row: Row) -> ImportedCustomer:
        plan, cell = self.plan, row[1]
        draft = ImportedCustomer(
            source=plan.source,
            external_ref=_ref(plan.cell(cell, "ref")),
            name=clean_line(plan.cell(cell, "name"), most=80),
            phone=cells.phone(plan.cell(cell, "phone")),
            mail=cells.mail(plan.cell(cell, "mail")),
            wechat=clean_line(plan.cell(cell, "wechat"), most=60),
            birthday=cells.day(plan.cell(cell, "birthday"), plan.date_order),
            address=clean_line(plan.cell(cell, "address"), most=200),
            district=clean_line(plan.cell(cell, "district"), most=60),
            note=clean_text(plan.cell(cell, "note")),
        )
        if not (draft.name or draft.phone):
            raise CellFault("name", "empty", field="name")
        return draft

    def identity(self, draft: ImportedCustomer) -> tuple[str, Any]:
        if draft.external_ref:
            return f"ref:{draft.external_ref}", draft
        return (f"{draft.phone}:{draft.name}", "same") if draft.phone else ("", None)

    def settle(self, fresh: list[tuple[Row, Any]], verdict: Verdict) -> None:
        refs = {draft.external_ref for _row, draft in fresh if draft.external_ref}
        rows: Any = Customer.objects.of(self.by)
        known = set(rows.filter(source=self.plan.source, external_ref__in=refs).values_list("external_ref", flat=True))
        owners = self._owners({draft.phone for _row, draft in fresh if draft.phone})
        for row, draft in fresh:
            names = owners.get(draft.phone, set())
            if draft.external_ref in known or (not draft.external_ref and draft.name in names):
                verdict.known += 1
                continue
            self._doubt(row, draft, names, verdict)
            verdict.accepted.append((row, draft))
            verdict.stored += 1

    def _owners(self, phones: set[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        rows = Phone.objects.of(self.by).filter(number__in=phones, customer__merged_into=None)
        for number, name in rows.values_list("number", "customer__name"):
            found.setdefault(number, set()).add(name)
        return found

    def _doubt(self, row: Row, draft: ImportedCustomer, names: set[str], verdict: Verdict) -> None:
        first = self.phones.setdefault(draft.phone, (row[0], draft.name)) if draft.phone else (row[0], "")
        twins = names | ({first[1]} if first[0] != row[0] else set())
        if twins:
            fault = CellFault("phone", "same_phone", text="、".join(sorted(name or "?" for name in twins)))
            verdict.doubts.append(self.problem(row, fault, doubt=True))

    def store(self, accepted: Sequence[Draft]) -> list[Made]:
        ids = open_customers(customers=[draft for _row, draft in accepted], by=self.by)
        return [Made(row[0], "customer", pk) for (row, _draft), pk in zip(accepted, ids, strict=True)]


def _ref(text: str) -> str:
    ref = cells.reference(text)
    if len(ref) > 60:
        raise CellFault("ref", "number_too_long", text=text)
    return ref
