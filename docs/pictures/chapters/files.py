"""The files of customers and pets, reports, and what was brought from another system."""

from studio.hands import lin
from studio.shots import shot

OLD_CUSTOMERS = """会员编号,姓名,手机,地址
M001,赵小燕,13611112222,上海市徐汇区天钥桥路 30 号
M002,钱多多,138,上海市长宁区定西路 12 号
M003,林女士,13812348866,
M004,孙先生,13755556666,上海市徐汇区漕溪北路 88 号
"""


@shot(who="xiaozhou")
def customer(page, shop):
    page.goto(f"/customers/{lin(shop)}")


@shot(size="tablet", who="xiaozhou")
def timeline(page, shop):
    page.goto(f"/customers/{lin(shop)}")
    page.locator("#timeline, .timeline").first.scroll_into_view_if_needed()
    page.evaluate("(document.querySelector('#timeline') || document.querySelector('.timeline')).scrollIntoView()")


@shot(who="xiaozhou")
def pet(page, shop):
    page.goto(f"/pets/{shop.one('select id from customers_pet where name = ? order by id', '豆豆')}")


@shot()
def merge(page, shop):
    page.goto("/customers/duplicates")


@shot(who="laozhou")
def report(page, shop):
    page.goto("/reports/")


@shot(who="laozhou")
def report_flow(page, shop):
    page.goto("/reports/flow")


@shot(who="boss")
def imports(page, shop):
    page.goto("/imports")


@shot(who="boss")
def import_check(page, shop):
    page.goto("/imports")
    old = {"name": "old-customers.csv", "mimeType": "text/csv", "buffer": OLD_CUSTOMERS.encode()}
    page.locator("input[type=file]").first.set_input_files(old)
    page.get_by_role("button", name="上传并检查").click()
    page.get_by_role("button", name="检查", exact=True).click()
    page.get_by_text("检查结果").first.wait_for()
