"""The frame: who sees which place, theme, toasts with undo."""

from types import SimpleNamespace

import pytest
from django.contrib.messages.storage.base import Message
from django.test import Client, RequestFactory

from wangcai.interfaces.ui import rail
from wangcai.interfaces.ui.context import frame as context
from wangcai.interfaces.ui.public import Frame, register_rail
from wangcai.interfaces.ui.toasts import undo_url


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rail, "_PLACES", {})
    register_rail("看板", "layout-kanban", "ui:gallery", order=20, badge=lambda request: 3)
    register_rail("报表", "chart-bar", "ui:theme", permission="reports.see", order=10)
    register_rail("不存在", "x", "nowhere:page", order=1)
    register_rail("别处", "x", "ui:language", audience="portal")


def request_to(path: str, frame: Frame) -> RequestFactory:
    request = RequestFactory().get(path)
    request.frame = frame
    return request


def test_a_place_needs_its_permission(places: None) -> None:
    stranger = context(request_to("/-/gallery", Frame()))["rail"]
    assert [(p.label, p.current, p.badge) for p in stranger] == [("看板", True, 3)]
    boss = context(request_to("/-/gallery", Frame(may=lambda permission: True)))["rail"]
    assert [p.label for p in boss] == ["报表", "看板"]


def test_the_longest_address_is_current(places: None) -> None:
    shown = rail.rail_for(request_to("/-/gallery/sub", Frame()), Frame())
    assert [p.current for p in shown] == [True]
    shown = rail.rail_for(request_to("/-/galleryx", Frame()), Frame())
    assert [p.current for p in shown] == [False]


def test_a_frame_can_bring_its_own_rail(places: None) -> None:
    own = Frame(rail=[rail.RailItem("首页", "home", "/")])
    assert rail.rail_for(request_to("/", own), own) == own.rail


def test_theme_is_remembered_and_goes_back() -> None:
    client = Client()
    answer = client.post("/-/theme", {"theme": "dark", "next": "/-/gallery"})
    assert answer.status_code == 302 and answer["Location"] == "/-/gallery"
    assert 'data-theme="dark"' in client.get("/-/gallery").content.decode()


@pytest.mark.parametrize("bad", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_theme_never_leads_away(bad: str) -> None:
    answer = Client().post("/-/theme", {"theme": "x", "next": bad})
    assert answer["Location"] == "/"
    assert answer.cookies["theme"].value == "auto"


def test_theme_does_not_change_by_a_link() -> None:
    answer = Client().get("/-/theme?theme=dark")
    assert answer.status_code == 405 and "theme" not in answer.cookies


def test_csrf_is_asked_for_and_explained() -> None:
    answer = Client(enforce_csrf_checks=True).post("/-/theme", {"theme": "dark"})
    assert answer.status_code == 403 and "刷新" in answer.content.decode()
    assert "theme" not in answer.cookies
    fragment = Client(enforce_csrf_checks=True, headers={"HX-Request": "true"}).post("/-/theme", {"theme": "dark"})
    assert "<html" not in fragment.content.decode() and 'role="alert"' in fragment.content.decode()


@pytest.mark.parametrize(
    ("tags", "url"),
    [
        ("undo=/orders/7/void/undo", "/orders/7/void/undo"),
        ("", ""),
        ("undo=https://evil.example", ""),
        ("undo=//evil", ""),
        (None, ""),
    ],
)
def test_undo_goes_only_to_this_site(tags: str | None, url: str) -> None:
    assert undo_url(Message(25, "x", extra_tags=tags)) == url
    assert undo_url(SimpleNamespace(extra_tags=tags)) == url


def test_what_does_not_fit_stands_under_more_by_its_group() -> None:
    places = [rail.RailItem(str(n), "home", f"/{n}", group="店务" if n < 6 else "管理") for n in range(10)]
    shown = rail.more_of(places)
    assert [(group, early, [place.label for _, place in inside]) for group, early, inside in shown] == [
        ("店务", True, ["4", "5"]),
        ("管理", False, ["6", "7", "8", "9"]),
    ]
    assert [early for early, _ in shown[1][2]] == [True, True, False, False]
