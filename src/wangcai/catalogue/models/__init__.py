from wangcai.catalogue.models.goods import Barcode, Category, Product, StorePrice, Variant
from wangcai.catalogue.models.service import Band, PetTime, Service, Surcharge

__all__ = ["Band", "Barcode", "Category", "PetTime", "Product", "Service", "StorePrice", "Surcharge", "Variant"]
