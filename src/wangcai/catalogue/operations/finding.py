"""Goods enter the one search box: by name, brand, pinyin, sku and barcode."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from wangcai.catalogue.models import Variant
from wangcai.kernel.public import Actor, NotFound
from wangcai.lookup.public import Subject, forget_subject, index_many, register_source

KIND = "goods"


def variant_of(by: Actor, variant_id: int) -> Variant:
    """A variant of the actor's chain, or NotFound."""
    found = Variant.objects.of(by).filter(pk=variant_id).select_related("product").first()
    if found is None:
        raise NotFound(field="variant")
    return found


def index_variants(chain_id: int, variant_ids: Sequence[int]) -> None:
    """Write the search entries of these variants anew; ended ones leave the search."""
    found = list(_ready_to_index(chain_id).filter(pk__in=variant_ids))
    index_many(subject_of(variant) for variant in found)
    for variant_id in set(variant_ids) - {variant.pk for variant in found}:
        forget_subject(chain_id, KIND, variant_id)


def subject_of(variant: Variant) -> Subject:
    """What can be found of a variant."""
    product = variant.product
    category = product.category.name if product.category else ""
    return Subject(
        chain_id=variant.chain_id,
        kind=KIND,
        target_id=variant.pk,
        title=variant.name,
        detail=" · ".join(part for part in (variant.sku, product.brand, category) if part),
        texts=tuple(dict.fromkeys((variant.name, product.name, product.brand))),
        codes=(variant.sku, *(barcode.code for barcode in variant.barcodes.all())),
    )


def every_variant(chain_id: int) -> Iterator[Subject]:
    """All goods of a chain, oldest first: the source from which the search is rebuilt."""
    for variant in _ready_to_index(chain_id).order_by("pk").iterator(chunk_size=500):
        yield subject_of(variant)


def _ready_to_index(chain_id: int) -> QuerySet[Variant]:
    rows = Variant.objects.of(chain_id).filter(ended_at=None)
    return rows.select_related("product__category").prefetch_related("barcodes")


register_source(KIND, every_variant)
