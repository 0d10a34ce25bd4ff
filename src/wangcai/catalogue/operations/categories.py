from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.events import CategoryCreated
from wangcai.catalogue.models import Category
from wangcai.catalogue.rules import require_write
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line

# What a pet shop's shelves are called; made for a new chain, free to change. code, name, icon, hue.
USUAL = [
    ("staple", _("主粮"), "paw", "orange"),
    ("snack", _("零食"), "bone", "amber"),
    ("health", _("保健"), "vaccine", "green"),
    ("litter", _("猫砂"), "cat", "slate"),
    ("toy", _("玩具"), "puzzle", "violet"),
    ("wear", _("服饰"), "shirt", "pink"),
    ("bed", _("窝垫"), "armchair", "brown"),
    ("walk", _("出行"), "dog", "teal"),
    ("care", _("洗护"), "droplet", "blue"),
    ("medicine", _("驱虫药品"), "pill", "indigo"),
]


class CategoryTaken(Refusal):
    code = "category_taken"
    sentence = _("已经有代码为“{code}”的分类了，请换一个代码。")
    field = "code"


@once
def create_category(
    *, code: str, name: str, by: Actor, icon: str = "package", hue: str = "orange", at: datetime | None = None
) -> Category:
    """Open a category; it stands last."""
    require_write(by)
    code, name = clean_line(code, most=30).lower(), clean_line(name, most=40)
    if not code or not name:
        raise Missing(what=_("分类的代码和名称"), field="name")
    existing = Category.objects.of(by)
    if existing.filter(code=code).exists():
        raise CategoryTaken(code=code)
    category = Category.objects.create(
        chain_id=by.chain_id, code=code, name=name, icon=icon, hue=hue, position=existing.count() + 1
    )
    record(CategoryCreated(subject_id=category.pk, name=name), by=by, at=at)
    return category


@once
def make_usual_categories(*, by: Actor, at: datetime | None = None) -> None:
    """Give a new chain the shelves every pet shop has; those it already has stay as they are."""
    require_write(by)
    have = set(Category.objects.of(by).values_list("code", flat=True))
    Category.objects.bulk_create(
        Category(chain_id=by.chain_id, code=code, name=str(name), icon=icon, hue=hue, position=place)
        for place, (code, name, icon, hue) in enumerate(USUAL, 1)
        if code not in have
    )


def category_for(by: Actor, category: "Category | str | int | None") -> Category | None:
    """A category of this chain by object, code or id; empty means none. NotFound where it is another's."""
    if category in (None, ""):
        return None
    found = Category.objects.of(by)
    if isinstance(category, Category):
        found = found.filter(pk=category.pk)
    else:
        found = (
            found.filter(pk=category) if isinstance(category, int) else found.filter(code=clean_line(category, most=30))
        )
    first = found.first()
    if first is None:
        raise NotFound(field="category")
    return first
