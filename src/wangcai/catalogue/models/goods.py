from django.db import models
from django.db.models.functions import Now

from wangcai.kernel.public import ChainRow, public_id


class Category(ChainRow):
    """A shelf of the catalogue: 主粮, 零食, 用品…"""

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=40)
    icon = models.CharField(max_length=30, default="package")
    hue = models.CharField(max_length=12, default="orange")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "code"], name="category_code")]
        ordering = ["position", "id"]


class Product(ChainRow):
    """Goods or a service as the customer knows it; what is counted and priced are its variants."""

    class Kind(models.TextChoices):
        GOODS = "goods"
        SERVICE = "service"
        FEE = "fee"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.GOODS)
    name = models.CharField(max_length=120)
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    brand = models.CharField(max_length=60, blank=True)
    species = models.CharField(max_length=10, blank=True)
    description = models.TextField(blank=True)
    ingredients = models.TextField(blank=True)
    is_medicine = models.BooleanField(default=False)
    is_food = models.BooleanField(default=False)
    is_device = models.BooleanField(default=False)
    photo = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())


class Variant(ChainRow):
    """One size and colour of a product, with its own code, price and stock. Prices in fen, weight in grams."""

    public_id = models.UUIDField(default=public_id, unique=True)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="variants")
    sku = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    size = models.CharField(max_length=30, blank=True)
    colour = models.CharField(max_length=30, blank=True)
    weight_g = models.PositiveIntegerField(default=0)
    price_fen = models.BigIntegerField()
    cost_fen = models.BigIntegerField(default=0)
    counted = models.BooleanField(default=True)
    has_expiry = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "sku"], name="variant_sku"),
            models.CheckConstraint(condition=models.Q(price_fen__gte=0), name="variant_price_not_negative"),
        ]
        indexes = [models.Index(fields=["chain", "name", "id"], name="variant_by_name")]

    def __str__(self) -> str:
        return self.name


class Barcode(ChainRow):
    """A code that a scanner reads, and how many pieces it stands for."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="barcodes")
    code = models.CharField(max_length=40)
    pieces = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "code"], name="barcode_once")]


class StorePrice(ChainRow):
    """A store's own price, or that it does not offer the variant."""

    store = models.ForeignKey("shops.Store", on_delete=models.CASCADE, related_name="+")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="store_prices")
    price_fen = models.BigIntegerField(null=True)
    offered = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "store", "variant"], name="store_price_once"),
            models.CheckConstraint(
                condition=models.Q(price_fen__isnull=True) | models.Q(price_fen__gte=0),
                name="store_price_not_negative",
            ),
        ]
