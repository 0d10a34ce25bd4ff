"""The door of the catalogue."""

from wangcai.catalogue.codes import CodeUnclear, check_digit, clean_code, in_store_code, normal_code
from wangcai.catalogue.events import (
    BarcodeAdded,
    BarcodeRemoved,
    CategoryCreated,
    ProductChanged,
    ProductCreated,
    StorePriceSet,
    VariantChanged,
    VariantEnded,
    VariantResumed,
)
from wangcai.catalogue.models import Barcode, Category, Product, StorePrice, Variant
from wangcai.catalogue.operations.barcodes import BarcodeTaken, add_barcode, remove_barcode
from wangcai.catalogue.operations.categories import CategoryTaken, create_category, make_usual_categories
from wangcai.catalogue.operations.finding import index_variants, variant_of
from wangcai.catalogue.operations.importing import (
    ImportedGoods,
    barcodes_taken,
    forget_goods,
    open_goods,
    variants_by_sku,
)
from wangcai.catalogue.operations.products import NewVariant, PriceUnclear, SkuTaken, change_product, create_product
from wangcai.catalogue.operations.variants import (
    add_variant,
    average_cost,
    change_variant,
    end_variant,
    resume_variant,
    set_store_price,
)
from wangcai.catalogue.queries import Scanned, categories_of, priced, scan_code, variant_by_code

__all__ = [
    "Barcode",
    "BarcodeAdded",
    "BarcodeRemoved",
    "BarcodeTaken",
    "Category",
    "CategoryCreated",
    "CategoryTaken",
    "CodeUnclear",
    "ImportedGoods",
    "NewVariant",
    "PriceUnclear",
    "Product",
    "ProductChanged",
    "ProductCreated",
    "Scanned",
    "SkuTaken",
    "StorePrice",
    "StorePriceSet",
    "Variant",
    "VariantChanged",
    "VariantEnded",
    "VariantResumed",
    "add_barcode",
    "add_variant",
    "average_cost",
    "barcodes_taken",
    "categories_of",
    "change_product",
    "change_variant",
    "check_digit",
    "clean_code",
    "create_category",
    "create_product",
    "end_variant",
    "forget_goods",
    "in_store_code",
    "index_variants",
    "make_usual_categories",
    "normal_code",
    "open_goods",
    "priced",
    "remove_barcode",
    "resume_variant",
    "scan_code",
    "set_store_price",
    "variant_by_code",
    "variant_of",
    "variants_by_sku",
]
