"""The service side: 豆豆 boards and her job stands still, 闪电 is washed and a question waits on his owner's phone."""

from datetime import date, timedelta

from studio.hands import MIDDLE, booking_of, choose, coming, job_of
from studio.shots import shot


@shot(who="xiaozhou")
def day_board(page, shop):
    page.goto("/calendar")
    page.get_by_text("闪电").first.wait_for()


@shot(who="xiaozhou")
def room_board(page, shop):
    page.goto("/rooms")
    page.get_by_text("豆豆").first.wait_for()


@shot(who="xiaozhou")
def booking_new(page, shop):
    page.goto("/visits/new")
    page.locator("main [name=q]").fill("闪电")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="王先生").first.click()
    choose(page.locator("label.chip", has_text="标准洗护").first)
    page.locator("[name=day]").fill(str(date.today() + timedelta(days=1)))
    page.locator("[name=day]").press("Tab")
    page.locator("input[name^=start-]").first.wait_for(state="attached")
    page.evaluate("scrollTo(0, 0)")


@shot(who="xiaozhou")
def visit(page, shop):
    page.goto(f"/bookings/{booking_of(shop, '闪电')}")
    page.locator("#visit-bill").wait_for()


@shot(size="tablet", who="xiaozhou")
def inquiry(page, shop):
    page.goto(f"/bookings/{coming(shop)}/inquiry")
    page.locator("#questions").wait_for()


@shot(size="tablet", who="xiaozhou")
def plan(page, shop):
    number = coming(shop, "and b.kind = 'stay'")
    page.goto(f"/bookings/{number}/plan")
    draft = page.get_by_role("button", name="拟一稿方案")
    if draft.count():
        draft.click()
    page.get_by_text("这样照顾").first.wait_for()


@shot(size="tablet", who="xiaozhou")
def plan_signed(page, shop):
    page.goto(f"/bookings/{booking_of(shop, '豆豆')}/plan")
    page.locator("#plan-text").wait_for()


@shot(size="tablet", who="xiaozhou")
def arrival(page, shop):
    page.goto(f"/bookings/{coming(shop)}/arrival")
    page.locator("[name=weight]").wait_for()


@shot(size="phone", who="xiaomei")
def jobs(page, shop):
    page.goto("/jobs")
    page.get_by_text("闪电").first.wait_for()


@shot(size="phone", who="xiaomei")
def job_card(page, shop):
    page.goto(f"/jobs/{job_of(shop, '闪电')}")
    page.wait_for_load_state("networkidle")
    page.locator("#card .item:has(form[action$='/tick'])").first.evaluate(MIDDLE)


@shot(size="phone", who="aqiang")
def job_stopped(page, shop):
    page.goto(f"/jobs/{job_of(shop, '豆豆')}")
    page.get_by_text("已暂停：先联系主人").first.evaluate("title => title.scrollIntoView()")


@shot(size="phone", who="aqiang")
def rounds(page, shop):
    page.goto("/rounds")
    page.get_by_text("豆豆").first.wait_for()


@shot(size="phone", who="xiaomei")
def homegoing(page, shop):
    page.goto(f"/homegoing/{booking_of(shop, '闪电')}")
    page.locator("#report").evaluate("card => card.scrollIntoView()")


@shot()
def roster(page, shop):
    page.goto("/roster")


@shot()
def services(page, shop):
    page.goto("/services/")
