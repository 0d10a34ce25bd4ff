"""The first page anybody sees: whole, without script errors, open to everybody, in three sizes and two lights."""

import pytest


@pytest.mark.parametrize("size", ["desktop", "tablet", "phone"])
@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_door_opens_to_a_sign_in_page(new_page, accessible, size, light):
    page = new_page(size, color_scheme=light)
    answer = page.goto("/")
    assert answer.status == 200
    page.get_by_role("button").first.wait_for()
    assert page.locator("html").get_attribute("lang").lower() == "zh-hans"
    assert page.locator("input[type=password]").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "scrolls sideways"
    accessible(page)


def test_a_strict_policy_stands_on_the_door(page):
    answer = page.goto("/")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy


def test_a_page_that_shuts_people_out_is_noticed(new_page, accessible):
    """Positive control: without it, a broken axe would make every page look open."""
    page = new_page()
    page.set_content("<html><body><img src='data:,'><input type=text></body></html>")
    with pytest.raises(AssertionError, match="label"):
        accessible(page)
