"""Make the pictures of the guides: a demo shop, the real server, Debian's Chromium. `./wangcai pictures [name …]`

Each picture is a function with the size of its screen and the person who looks; it leads the page to the moment
worth showing. A page that cannot be led there is named at the end, and the exit code says so.
"""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
COMMAND = [sys.executable, "-m", "wangcai.interfaces.cli"]
SIZES = {"desktop": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--lang=zh-CN",
]
PASSWORD = "wangcai-demo"
START_LIMIT = 90  # seconds
LARGEST = 120_000  # bytes of one picture
SHOTS: dict[str, "Shot"] = {}


@dataclass(frozen=True)
class Shot:
    """One picture: what leads there, how large the screen is, who is signed in (empty: nobody)."""

    act: Callable[..., Any]
    size: str
    who: str


def shot(size: str = "desktop", who: str = "laozhou") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a picture; the function's name is the file's."""

    def keep(act: Callable[..., Any]) -> Callable[..., Any]:
        SHOTS[act.__name__.replace("_", "-")] = Shot(act, size, who)
        return act

    return keep


@dataclass
class Shop:
    """The running demo shop; its database answers by plain SQL which order stands where."""

    address: str
    data: Path
    process: subprocess.Popen

    def one(self, question: str, *values: Any) -> Any:
        """The first cell of the first row, or an error that shows the question."""
        with closing(sqlite3.connect(f"file:{self.data / 'wangcai.sqlite3'}?mode=ro", uri=True)) as database:
            row = database.execute(question, values).fetchone()
        if row is None:
            raise LookupError(f"nothing in the demo shop for: {question} {values}")
        return row[0]

    def order(self, status: str, more: str = "", column: str = "number") -> Any:
        """An order of the first store at this status, the oldest one."""
        return self.one(
            f"select {column} from orders_order where status = ? and number like 'XH%' {more} order by id limit 1",
            status,
        )

    def stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)


# --- the pictures ---------------------------------------------------------------------------------------------------


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


@shot(size="phone", who="xiaoli")
def tasks(page, shop):
    page.goto("/tasks")


@shot(size="phone", who="xiaoli")
def pick(page, shop):
    page.goto(f"/picking/orders/{shop.order('picking', column='id')}")
    if "/lists/" not in page.url:
        page.locator(
            "main a[href*='/picking/lists/'], main button.is-do, main form[action*='lists'] button"
        ).first.click()
        page.wait_for_load_state()


@shot(size="phone", who="xiaoli")
def pack(page, shop):
    pick(page, shop)
    while page.locator("#walk button.is-tint, #walk button.button-tint").count():
        before = page.locator("#walk").inner_text()
        page.locator("#walk button.is-tint, #walk button.button-tint").first.click()
        page.wait_for_function("before => document.querySelector('#walk').innerText !== before", arg=before)
    page.get_by_role("button", name="配齐了，去质检").click()
    page.get_by_role("button", name="质检通过").wait_for()


@shot(who="laozhou")
def shipping(page, shop):
    page.goto("/shipping")


@shot(size="phone", who="xiaoli")
def run(page, shop):
    page.goto(f"/runs/{shop.one('select id from delivery_run order by id limit 1')}")


@shot(size="phone", who="xiaozhou")
def hand_over(page, shop):
    page.goto(f"/handover/{shop.order('ready', 'and fulfilment = "pickup"', 'id')}")
    page.get_by_label("签收人").fill("林女士")
    pad = page.locator("canvas").first
    pad.evaluate("pad => pad.scrollIntoView({block: 'center'})")
    box = pad.bounding_box()
    assert box, "the signature pad has no size"
    for stroke in SIGNATURE:
        x, y = stroke[0]
        page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        page.mouse.down()
        for x, y in stroke[1:]:
            page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y, steps=4)
        page.mouse.up()


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


@shot()
def goods(page, shop):
    page.goto("/goods/")


@shot()
def receive(page, shop):
    page.goto("/goods/receive")
    for name in ("老年猫低磷粮", "化毛膏"):
        scan(page, shop.one("select b.code from catalogue_barcode b join catalogue_variant v on v.id = b.variant_id "
                            "where v.name like ? order by b.id limit 1", name + "%"), "#lines")  # fmt: skip


@shot(size="phone")
def stocktake(page, shop):
    page.goto("/count/")
    page.get_by_role("button", name="开始盘全店").click()
    page.get_by_role("link", name="A01").first.click()
    for name in ("冻干双拼猫粮", "无谷鸡肉幼猫粮"):
        scan(page, shop.one("select b.code from catalogue_barcode b join catalogue_variant v on v.id = b.variant_id "
                            "where v.name like ? order by b.id limit 1", name + "%"), "#count")  # fmt: skip
        lots = page.locator("#count form:has(input[name=lot]) button")
        if lots.count():
            lots.first.click()
            page.wait_for_timeout(500)


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


@shot(size="phone")
def portal(page, shop):
    number = shop.one(
        "select number from orders_order where status = 'shipped' and number like 'XH%' order by id limit 1"
    )
    page.goto(f"/orders/{number}")
    page.locator("form[action$='/links'] button").first.evaluate("button => button.form.requestSubmit(button)")
    page.get_by_label("链接").first.wait_for()
    page.goto(page.get_by_label("链接").first.input_value())


# the service side: 豆豆 boards and her job stands still, 闪电 is washed and a question waits on his owner's phone


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


@shot(size="phone", who="")
def owner_visit(page, shop):
    page.goto(link_in(shop, "care_extra"))
    page.get_by_role("button", name="同意，请做").wait_for()


@shot(size="phone", who="")
def owner_home(page, shop):
    page.goto(link_in(shop, "care_extra"))
    page.get_by_role("button", name="我的宠物、改时间、再预约").click()
    page.get_by_text("接下来").first.wait_for()


@shot()
def roster(page, shop):
    page.goto("/roster")


@shot()
def services(page, shop):
    page.goto("/services/")


# --- how they are led there -----------------------------------------------------------------------------------------

OLD_CUSTOMERS = """会员编号,姓名,手机,地址
M001,赵小燕,13611112222,上海市徐汇区天钥桥路 30 号
M002,钱多多,138,上海市长宁区定西路 12 号
M003,林女士,13812348866,
M004,孙先生,13755556666,上海市徐汇区漕溪北路 88 号
"""
MIDDLE = "part => part.scrollIntoView({block: 'center'})"
SIGNATURE = (
    ((0.25, 0.35), (0.45, 0.33)), ((0.35, 0.2), (0.35, 0.75)), ((0.35, 0.4), (0.26, 0.6)), ((0.36, 0.42), (0.45, 0.55)),
    ((0.5, 0.36), (0.72, 0.32)), ((0.6, 0.18), (0.61, 0.8)), ((0.6, 0.4), (0.5, 0.65)), ((0.62, 0.42), (0.74, 0.68)),
)  # fmt: skip


def lin(shop: Shop) -> int:
    return shop.one("select id from customers_customer where name = ? order by id", "林女士")


def booking_of(shop: Shop, name: str) -> int:
    """The first booking of the pet of this name in the story."""
    return shop.one(
        "select b.id from booking_booking b join customers_pet p on p.id = b.pet_id where p.name = ? order by b.id",
        name,
    )


def coming(shop: Shop, more: str = "") -> int:
    """A booking of a pet that has not come yet."""
    return shop.one(f"select b.id from booking_booking b where b.state = 'booked' {more} order by b.starts_at limit 1")


def job_of(shop: Shop, name: str) -> int:
    return shop.one("select id from care_job where booking_id = ? order by id", booking_of(shop, name))


def link_in(shop: Shop, event: str) -> str:
    """The address an owner got on the phone last about this."""
    body = shop.one("select body from outgoing_message where event = ? order by id desc limit 1", event)
    return "/p/" + body.split("/p/", 1)[1].split()[0].rstrip("。，,.；;）)")


def choose(chip: Any) -> None:
    """Tick the input that lies over a chip's words."""
    box = chip.locator("input")
    box.evaluate(MIDDLE)
    box.check(force=True)


def trust(page: Any) -> None:
    """Declare this browser a device of the store."""
    page.goto("/devices/")
    page.get_by_label("设备名称").fill("前台收银机")
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_text("可以用 PIN 换人").first.wait_for()


def scan(page: Any, code: str, answer: str) -> None:
    """Type a code as a scanner does and wait until the answer changed."""
    before = page.locator(answer).inner_html()
    page.locator("#scan").fill(code)
    page.locator("#scan").press("Enter")
    page.wait_for_function(
        "([where, before]) => document.querySelector(where)?.innerHTML !== before", arg=[answer, before], timeout=8000
    )
    page.wait_for_timeout(250)


def take(browser: Any, shop: Shop, name: str, out: Path) -> None:
    """One picture in a browser of its own; scripts that fail and pages that refuse make it fail."""
    todo = SHOTS[name]
    width, height = SIZES[todo.size]
    with closing(
        browser.new_context(
            base_url=shop.address, viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai",
            has_touch=todo.size != "desktop", is_mobile=todo.size == "phone", reduced_motion="reduce",
            device_scale_factor=1.5 if todo.size == "phone" else 1,
        )
    ) as context:  # fmt: skip
        context.set_default_timeout(10_000)
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(f"script: {error}"))
        page.on(
            "response",
            lambda answer: problems.append(f"{answer.status} {answer.url}") if answer.status >= 404 else None,
        )
        if todo.who:
            enter(page, todo.who)
        try:
            todo.act(page, shop)
            page.wait_for_load_state("load")
            page.evaluate("document.fonts.ready")
            page.mouse.move(0, 0)
            page.locator(".toast").evaluate_all("all => all.forEach(each => each.remove())")
            page.wait_for_timeout(300)
        finally:
            raw = page.screenshot(animations="disabled", caret="hide")
            if problems:
                raise AssertionError("; ".join(problems))
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 1:
            print(f"  ! {name}: {wide} px wider than the screen")
        shrink(raw, out / f"{name}.png")


def enter(page: Any, who: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("登录名").fill(who)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def shrink(raw: bytes, path: Path) -> None:
    """A palette is enough for flat pages; fewer colours until the picture is small."""
    from PIL import Image

    picture = Image.open(BytesIO(raw)).convert("RGB")
    for colours in (192, 96, 48, 24):
        small = BytesIO()
        picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            small, "PNG", optimize=True
        )
        if small.tell() < LARGEST:
            break
    path.write_bytes(small.getvalue())


# --- the shop -------------------------------------------------------------------------------------------------------


def open_shop(data: Path, days: int) -> Shop:
    """Make the demo shop when the folder is empty, serve it on a free port, wait until it answers."""
    ours = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"WANGCAI_DATA": str(data)}
    if not (data / "wangcai.sqlite3").exists():
        subprocess.run([*COMMAND, "demo", "--days", str(days), "--seed", "1"], cwd=ROOT, env=ours, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)],
            cwd=ROOT, env=ours, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    shop = Shop(f"http://127.0.0.1:{port}", data, process)
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(shop.address + "/sign-in", timeout=5).close()
            return shop
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    shop.stop()
    raise SystemExit((data / "server.log").read_text(encoding="utf-8")[-2000:] or "the server did not start")


def find_chromium() -> str:
    places = (os.environ.get("CHROMIUM"), shutil.which("chromium"), shutil.which("chromium-browser"))
    found = next((place for place in places if place and Path(place).exists()), None)
    if found is None:
        raise SystemExit("需要 Chromium：sudo apt-get install chromium fonts-noto-cjk / Chromium is needed")
    return found


def main(names: list[str], *, out: Path = HERE, shop_folder: str = "", days: int = 90) -> int:
    """Make the named pictures (all when none is named); 1 when one of them failed."""
    from playwright.sync_api import sync_playwright

    unknown = [name for name in names if name not in SHOTS]
    if unknown:
        print(f"没有这些图片 / no such pictures: {', '.join(unknown)}\n有 / there are: {', '.join(SHOTS)}")
        return 2
    data = Path(shop_folder) if shop_folder else Path(tempfile.mkdtemp(prefix="wangcai-pictures-"))
    data.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    shop = open_shop(data, days)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=find_chromium(),
                args=FLAGS,
                env={**os.environ, "LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"},
            )
            for name in names or SHOTS:
                try:
                    take(browser, shop, name, out)
                    print(f"  {name}.png  {(out / f'{name}.png').stat().st_size // 1000} kB", flush=True)
                except Exception as problem:
                    failed.append(name)
                    print(f"  ✗ {name}: {str(problem).splitlines()[0]}", flush=True)
                    if os.environ.get("PICTURES_TRACE"):
                        traceback.print_exc()
            browser.close()
    finally:
        shop.stop()
        if not shop_folder:
            shutil.rmtree(data, ignore_errors=True)
    if failed:
        print(f"没有做成 / failed: {', '.join(failed)}")
    return 1 if failed else 0
