"""Signing in, the till, orders taken and confirmed."""

from studio.hands import scan, trust
from studio.shots import shot


@shot(who="")
def sign_in(page, shop):
    page.goto("/sign-in")
    page.get_by_label("登录名").fill("xiaozhou")


@shot(who="laozhou")
def devices(page, shop):
    page.goto("/devices/")
    page.get_by_label("设备名称").fill("前台收银机")
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_text("可以用 PIN 换人").first.wait_for()


@shot(size="tablet")
def switch(page, shop):
    trust(page)
    page.goto("/switch")
    page.get_by_text("小周").first.wait_for()


@shot(size="tablet")
def pin(page, shop):
    trust(page)
    page.goto("/switch")
    page.get_by_role("link", name="小周").click()
    page.get_by_role("button", name="换成 TA").wait_for()


@shot()
def today(page, shop):
    page.goto("/today")


@shot(who="xiaozhou")
def counter(page, shop):
    page.goto("/till")
    page.locator("#open-customer").click()
    page.locator("#customer-dialog input[type=search], #customer-dialog input[name=q]").first.fill("8866")
    page.locator("#people").get_by_text("林女士").first.click()
    page.locator("#ticket-who").get_by_text("林女士").wait_for()
    for name in ("老年猫低磷粮", "猫条 三文鱼味 15g×20", "豆腐猫砂 原味 6L×4", "化毛膏"):
        scan(page, shop.one("select b.code from catalogue_barcode b join catalogue_variant v on v.id = b.variant_id "
                            "where v.name like ? order by b.id limit 1", name + "%"), "#ticket-lines")  # fmt: skip
    page.locator("#scan").fill("")
    page.locator("#ticket-due").wait_for()


@shot(who="xiaozhou")
def pay(page, shop):
    counter(page, shop)
    page.locator("#tenders").get_by_text("现金").first.click()
    page.wait_for_timeout(600)


@shot(who="xiaozhou")
def board(page, shop):
    page.goto("/orders/board")


@shot(who="xiaozhou")
def orders(page, shop):
    page.goto("/orders/list")


@shot(who="xiaozhou")
def order(page, shop):
    page.goto(f"/orders/{shop.order('confirmed', 'and wishes <> ""')}")


@shot(who="xiaozhou")
def confirm(page, shop):
    page.goto(f"/orders/{shop.order('received', 'and note like "闪电%"')}")
    page.get_by_role("button", name="确认订单").first.click()
    page.locator("#confirm-dialog").wait_for()


@shot(who="xiaozhou")
def stock_out(page, shop):
    number = shop.one(
        "select o.number from orders_order o join orders_orderexception e on e.order_id = o.id "
        "where o.number like 'XH%' and e.offered_at is null order by e.id limit 1"
    )
    page.goto(f"/orders/{number}")


@shot(who="xiaozhou")
def waiting(page, shop):
    page.goto("/intake")


@shot(who="xiaozhou")
def intake_phone(page, shop):
    page.goto("/intake/phone")
    page.get_by_label("电话", exact=False).first.fill("13812348866")
    page.locator("#who").get_by_text("豆豆").first.wait_for()
    for name in ("老年猫低磷粮", "化毛膏"):
        code = shop.one("select b.code from catalogue_barcode b join catalogue_variant v on v.id = b.variant_id "
                        "where v.name like ? order by b.id limit 1", name + "%")  # fmt: skip
        page.locator("#goods-box").fill(code)
        page.locator("#goods-box").press("Enter")
        page.locator("#basket").get_by_text(name).first.wait_for()
    page.wait_for_timeout(600)


@shot()
def intake_paper(page, shop):
    page.goto("/intake/paper")


@shot()
def intake_code(page, shop):
    page.goto("/intake/links")
    page.get_by_label("贴在哪里").fill("收银台")
    page.get_by_role("button", name="做一个码").click()
    page.locator("#code-url").wait_for()


@shot(size="phone")
def tablet_order(page, shop):
    intake_code(page, shop)
    url = page.locator("#code-url").inner_text().strip()
    page.goto(url)
    page.locator("[data-stepper] button, .stepper button").nth(1).click()
