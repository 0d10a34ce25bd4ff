from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.codes import clean_code, in_store_code
from wangcai.catalogue.events import BarcodeAdded, BarcodeRemoved
from wangcai.catalogue.models import Barcode, Variant
from wangcai.catalogue.operations.finding import index_variants, variant_of
from wangcai.catalogue.rules import require_write
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, Refusal, run


class BarcodeTaken(Refusal):
    code = "barcode_taken"
    sentence = _("条码 {code} 已经贴在“{name}”上，请核对是不是同一件商品。")
    field = "barcode"


class PiecesUnclear(Refusal):
    code = "pieces_unclear"
    sentence = _("一个条码代表的件数请写 1 到 1000。")
    field = "pieces"


@once
def add_barcode(*, variant: Variant, code: str = "", pieces: int = 1, by: Actor, at: datetime | None = None) -> Barcode:
    """Give a variant one more code (a case of twelve has `pieces=12`). Without a code an in-store EAN-13 is made.

    Adding a code the variant already has changes nothing. Refuses a code of other goods.
    """
    require_write(by)
    variant = variant_of(by, variant.pk)
    if not 1 <= pieces <= 1000:
        raise PiecesUnclear
    text = clean_code(code) if code else in_store_code(variant.pk)
    have = Barcode.objects.of(by).filter(code=text, variant=variant).first()
    if have:
        return have
    barcode = write_barcode(variant, text, pieces)
    index_variants(by.chain_id, [variant.pk])
    record(BarcodeAdded(subject_id=variant.pk, name=variant.name, code=text, pieces=pieces), by=by, at=at)
    return barcode


@once
def remove_barcode(*, barcode_id: int, by: Actor, at: datetime | None = None) -> Variant:
    """Take a wrong code off; returns the variant it was on."""
    require_write(by)
    barcode = Barcode.objects.of(by).filter(pk=barcode_id).select_related("variant").first()
    if barcode is None:
        raise NotFound
    variant = barcode.variant
    Barcode.objects.of(by).filter(pk=barcode_id).delete()
    index_variants(by.chain_id, [variant.pk])
    record(BarcodeRemoved(subject_id=variant.pk, name=variant.name, code=barcode.code), by=by, at=at)
    return variant


def write_barcode(variant: Variant, code: str, pieces: int = 1) -> Barcode:
    """Insert a cleaned code; the unique constraint decides between two who stick the same code at once."""
    values = [variant.chain_id, variant.pk, code, pieces]
    if not run(
        "INSERT INTO catalogue_barcode (chain_id, variant_id, code, pieces) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT (chain_id, code) DO NOTHING",
        values,
    ):
        owner = Barcode.objects.of(variant.chain_id).filter(code=code).select_related("variant").first()
        raise BarcodeTaken(code=code, name=owner.variant.name if owner else "")
    return Barcode.objects.of(variant.chain_id).get(code=code)
