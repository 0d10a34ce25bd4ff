"""The order of imports is the order of business. Each rule is also broken on purpose, to see it bite."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from tests import architecture_rules as rules

SOURCE = Path(__file__).resolve().parents[1] / "src"
# "file" or "file:function": why it may be long. Every line needs a reason that holds.
MAY_BE_LONG: dict[str, str] = {}


def test_imports_follow_the_order_of_business():
    assert rules.import_faults(SOURCE) == []


def test_the_settings_install_the_stages_in_this_order():
    installed = [name.split(".")[1] for name in settings.INSTALLED_APPS if name.startswith("wangcai.")]
    assert sorted(installed, key=rules.ORDER.index) == installed


def test_foreign_keys_point_down():
    edges = list(foreign_keys())
    assert edges, "no foreign key was read: the test itself is broken"
    assert rules.foreign_key_faults(edges) == []


def foreign_keys():
    """Every relation between our tables, from the app registry."""
    for model in apps.get_models(include_auto_created=True):
        own = model.__module__.split(".")
        if own[0] != "wangcai":
            continue
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model:
                other = field.related_model.__module__.split(".")
                if other[0] == "wangcai":
                    related = field.remote_field.related_name or ""
                    yield f"{model.__name__}.{field.name}", own[1], other[1], related


def test_file_names_say_something():
    assert rules.name_faults(SOURCE) == []


def test_files_and_functions_are_small():
    assert rules.size_faults(SOURCE, MAY_BE_LONG) == []


def test_no_permission_to_be_long_is_left_over():
    assert rules.stale_permissions(SOURCE, MAY_BE_LONG) == []


def test_each_app_says_what_it_is():
    assert rules.docstring_faults(SOURCE) == []


def test_doors_list_what_they_hand_out():
    assert rules.door_faults(SOURCE) == []


# Positive controls ---------------------------------------------------------------------------


def write(root, name, text=""):
    path = root / "wangcai" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("stock/a.py", "from wangcai.orders.public import Order", "never knows a later"),
        ("stock/a.py", "def late():\n    import wangcai.orders.public", "never knows a later"),
        ("kernel/a.py", "from wangcai.journal.public import record", "never knows a later"),
        ("orders/a.py", "from wangcai.stock.models import Lot", "public door"),
        ("orders/a.py", "from wangcai import stock", "public door"),
        ("orders/a/b.py", "from ...stock import models", "public door"),
        ("orders/a.py", "from wangcai.interfaces.ui import icons", "never knows a later"),
        ("orders/a.py", "from wangcai.settings import DATA", "django.conf"),
        ("orders/a.py", "from wangcai.cats.public import cat", "order of business"),
        ("interfaces/counter/a.py", "from wangcai.stock.models import Lot", "public door"),
        ("interfaces/counter/a.py", "from wangcai.interfaces.office.views import x", "audiences"),
        ("interfaces/ui/a.py", "from wangcai.interfaces.counter import views", "audiences"),
        ("interfaces/channels/sms/a.py", "from wangcai.interfaces.channels.mail import x", "self-contained"),
    ],
)
def test_a_forbidden_import_is_caught(tmp_path, file, text, words):
    write(tmp_path, file, text)
    (fault,) = rules.import_faults(tmp_path)
    assert words in fault


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("orders/a.py", "from wangcai.stock.public import promise"),
        ("orders/a.py", "from wangcai.orders.models import Order\nfrom . import states"),
        ("orders/__init__.py", "from . import states"),
        ("orders/operations/a.py", "from ..models import Order"),
        ("interfaces/counter/a.py", "from wangcai.interfaces.ui.forms import Form"),
        ("interfaces/urls.py", "from wangcai.interfaces.counter import urls"),
        ("interfaces/cli/commands/a.py", "from wangcai.interfaces.api.tokens import issue"),
    ],
)
def test_an_allowed_import_is_left_alone(tmp_path, file, text):
    write(tmp_path, file, text)
    assert rules.import_faults(tmp_path) == []


def test_a_key_that_points_up_or_leaves_a_trace_is_caught():
    edges = [
        ("Lot.order", "stock", "orders", "+"),
        ("Order.lot", "orders", "stock", "orders"),
        ("Order.lot2", "orders", "stock", "+"),
        ("Line.order", "orders", "orders", "lines"),
    ]
    up, trace = rules.foreign_key_faults(edges)
    assert "Lot.order" in up and "Order.lot:" in trace


def test_an_empty_name_is_caught(tmp_path):
    write(tmp_path, "stock/utils.py")
    assert len(rules.name_faults(tmp_path)) == 1


def test_long_files_and_functions_are_caught(tmp_path):
    write(tmp_path, "stock/long.py", "x = 1\n" * 301)
    write(tmp_path, "stock/deep.py", "def f():\n" + "    x = 1\n" * 50)
    write(tmp_path, "stock/fine.py", "def f():\n" + "    x = 1\n" * 49 + "y = 1\n" * 250)
    assert rules.size_faults(tmp_path, {}) == ["wangcai/stock/deep.py:f: 51 lines", "wangcai/stock/long.py: 301 lines"]
    assert rules.size_faults(tmp_path, {"wangcai/stock/long.py": "", "wangcai/stock/deep.py:f": ""}) == []


def test_a_left_over_or_unexplained_permission_is_caught(tmp_path):
    write(tmp_path, "stock/long.py", "x = 1\n" * 301)
    allowed = {"wangcai/stock/long.py": "one table, one file", "wangcai/stock/gone.py": "it was long once"}
    assert rules.stale_permissions(tmp_path, allowed) == ["wangcai/stock/gone.py"]
    assert rules.stale_permissions(tmp_path, {"wangcai/stock/long.py": ""}) == ["wangcai/stock/long.py"]


def test_a_silent_app_is_caught(tmp_path):
    write(tmp_path, "stock/__init__.py", "import os")
    write(tmp_path, "interfaces/counter/views.py")
    write(tmp_path, "orders/__init__.py", '"""Orders."""')
    assert len(rules.docstring_faults(tmp_path)) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("from wangcai.stock.a import b", "has no __all__"),
        ('from wangcai.stock.a import b\n__all__ = ["c"]', "differ"),
        ('def b(): ...\n__all__ = ["b"]', "only re-exports"),
    ],
)
def test_a_careless_door_is_caught(tmp_path, text, words):
    write(tmp_path, "stock/public.py", text)
    assert any(words in fault for fault in rules.door_faults(tmp_path))
