"""The gallery shows every component, without inline script or style, in both languages."""

import re
from pathlib import Path

from django.test import Client

from wangcai.interfaces.ui.components.registry import register
from wangcai.interfaces.ui.templatetags import ui

TEMPLATES = Path(ui.__file__).parents[1] / "templates"
NOT_SHOWN = {
    "key",
    "when",
    "request_key",
    "fields",
    "form_errors",
    "get_form",
    "select_input",
    "live",
    "fact",
    "fact_list",
    "split",
    "chip",
    "sheet",
}


def test_gallery_opens_without_sign_in_or_database() -> None:
    page = Client().get("/-/gallery")
    assert page.status_code == 200
    text = page.content.decode()
    assert "旺财宠物·徐汇店" in text and "换人" in text
    assert '<html lang="zh-Hans"' in text


def test_no_inline_script_style_or_handlers() -> None:
    text = Client().get("/-/gallery").content.decode()
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+\s*=", text) and "hx-on" not in text
    assert all(body.strip() == "" for body in re.findall(r"<script[^>]*>(.*?)</script>", text, re.S))
    assert "javascript:" not in text


def test_every_component_is_in_the_gallery_or_a_frame() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    used = set(re.findall(r"{%\s*(\w+)", shown))
    tags = {name for name in register.tags if not name.startswith("end")}
    assert tags - used - NOT_SHOWN == set()


def test_ids_are_unique() -> None:
    ids = re.findall(r'\sid="([^"]+)"', Client().get("/-/gallery").content.decode())
    assert sorted(set(ids)) == sorted(ids)


def test_english_frame() -> None:
    text = Client(headers={"accept-language": "en"}).get("/-/gallery").content.decode()
    assert '<html lang="en"' in text
    assert "Skip to the content" in text and "Sign again" in text
