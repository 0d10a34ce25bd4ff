"""The error pages stand without a sign-in, in both languages."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation


@pytest.mark.parametrize(
    ("template", "chinese", "english"),
    [
        ("400.html", "这个请求看不懂", "This request makes no sense to us"),
        ("403.html", "这里您不能进", "You cannot go in here"),
        ("404.html", "没有找到这一页", "Page not found"),
        ("403_csrf.html", "页面过期了", "This page is too old"),
        ("500.html", "出错了", "Something broke"),
    ],
)
def test_error_pages(template: str, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert chinese in render_to_string(template)
    with translation.override("en"):
        assert english in render_to_string(template)


def test_an_unknown_address_gets_our_page() -> None:
    page = Client().get("/no/such/page")
    assert page.status_code == 404 and "没有找到" in page.content.decode()
