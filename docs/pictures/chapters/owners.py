"""On the owner's phone."""

from studio.hands import link_in
from studio.shots import shot


@shot(size="phone")
def portal(page, shop):
    number = shop.one(
        "select number from orders_order where status = 'shipped' and number like 'XH%' order by id limit 1"
    )
    page.goto(f"/orders/{number}")
    page.locator("form[action$='/links'] button").first.evaluate("button => button.form.requestSubmit(button)")
    page.get_by_label("链接").first.wait_for()
    page.goto(page.get_by_label("链接").first.input_value())


@shot(size="phone", who="")
def owner_visit(page, shop):
    page.goto(link_in(shop, "care_extra"))
    page.get_by_role("button", name="同意，请做").wait_for()


@shot(size="phone", who="")
def owner_home(page, shop):
    page.goto(link_in(shop, "care_extra"))
    page.get_by_role("button", name="我的宠物、改时间、再预约").click()
    page.get_by_text("接下来").first.wait_for()


@shot(size="phone", who="")
def live(page, shop):
    """Only by day: the demo's camera, a picture that ffmpeg makes, is open from eight to nine in the evening."""
    page.goto(link_in(shop, "care_photos"))
    page.get_by_role("link", name="看看豆豆").click()
    video, words = page.locator("[data-live-video]"), page.locator("[data-live-words]")
    for _second in range(90):
        # A stream that has just begun may falter once; the page tries again by itself.
        if video.evaluate("video => !video.paused && video.currentTime") > 4 and words.inner_text() == "直播中":
            break
        page.wait_for_timeout(1000)
    page.get_by_text("直播中", exact=True).wait_for()
