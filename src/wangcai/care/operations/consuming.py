"""Products used on the job leave the stock: the scan of a step names the lot (F29)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.care.models import Job, JobStep
from wangcai.catalogue.public import scan_code
from wangcai.kernel.public import Actor, Refusal, clean_line, local
from wangcai.shops.public import Store
from wangcai.stock.public import Holding, Leaving, Lot, Move, NotThere, Pick, take_out


class ProductUnknown(Refusal):
    code = "product_unknown"
    sentence = _("“{code}”不是本店库存里的产品或批号，请再扫一次，或找店长入库。")
    field = "code"


class LotExpired(Refusal):
    code = "lot_expired"
    sentence = _("“{name}”批号 {lot} 已过期，不能用在宠物身上，请换一瓶。")
    field = "code"


def lots_for(store: Store, code: str) -> list[Lot]:
    """What a scanned code may stand for here: lots of the goods with this barcode, or lots with this number."""
    text = clean_line(code, most=60)
    if not text:
        return []
    here = Holding.objects.of(store.chain_id).filter(store=store, quantity__gt=0).exclude(bin__kind="damaged")
    scanned = scan_code(store.chain_id, text)
    here = here.filter(variant=scanned.variant) if scanned else here.filter(lot__code=text)
    lots = {row.lot_id: row.lot for row in here.select_related("lot__variant").order_by("lot__expires_on", "pk")}
    return list(lots.values())


def use_lot(
    *, step: JobStep, job: Job, code: str = "", lot_id: int | None = None, pieces: int = 1, by: Actor, at: datetime
) -> Lot:
    """Take `pieces` of the scanned product out of the stock, the lot that expires first; 0 = it was open already.

    Refuses with ProductUnknown, LotExpired, and with what the stock refuses (OutOfStock, NotThere).
    """
    lots = lots_for(job.store, code)
    if lot_id is not None:
        lots = [lot for lot in lots if lot.pk == lot_id] or list(
            Lot.objects.of(job.chain_id).filter(pk=lot_id).select_related("variant")
        )
    if not lots:
        raise ProductUnknown(code=clean_line(code, most=60))
    today = local(at, job.store.timezone).date()
    fresh = [lot for lot in lots if lot.expires_on is None or lot.expires_on >= today]
    if not fresh:
        raise LotExpired(name=lots[0].variant.name, lot=lots[0].code)
    lot = fresh[0]
    if pieces > 0:
        picks = _picks(job.store, lot, pieces)
        leaving = Leaving("job_step", step.pk, lot.variant_id, pieces, picks=picks)
        take_out(chain_id=job.chain_id, store_id=job.store_id, items=[leaving], why=Move.Why.USE, by=by, at=at)
    return lot


def _picks(store: Store, lot: Lot, pieces: int) -> tuple[Pick, ...]:
    """Where these pieces of the lot lie; refuses where there are fewer."""
    rows = Holding.objects.of(store.chain_id).filter(store=store, lot=lot, quantity__gt=0).exclude(bin__kind="damaged")
    left, picks = pieces, []
    for row in rows.order_by("bin__walk", "pk"):
        taken = min(left, row.quantity)
        if taken:
            picks.append(Pick(row.bin_id, lot.pk, taken))
            left -= taken
    if left:
        raise NotThere
    return tuple(picks)
