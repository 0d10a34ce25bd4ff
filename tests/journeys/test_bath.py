"""闪电's bath, from the booking to the signed hand-over and the paid bill: knots turn up, 王先生 says yes on his phone."""

import pytest

from tests.journeys.conftest import PICTURES
from tests.journeys.house import Clock, open_house, photo, sign, visit
from wangcai.booking.public import Booking
from wangcai.care.public import ExtraRequest, Job, JobStep
from wangcai.handover.public import PetHandover
from wangcai.settlement.public import due_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(live_server, browser, monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    return open_house(Clock(monkeypatch), live_server.url, browser, PICTURES / "bath")


def test_a_bath_with_knots(house):
    desk = house.page("xiaozhou", 1440, 900)
    booking = book_the_bath(house, desk)
    come_in(house, desk, booking)
    job = Job.objects.of(house.people.chain).get(booking=booking)
    hand = house.page("xiaomei", 390, 844)
    wash(house, hand, job)
    knots(house, desk, booking)
    finish(house, hand, job)
    go_home(house, hand, desk, booking)


def book_the_bath(house, desk):
    house.clock.set(9, 30)
    visit(desk, "/visits/new")
    desk.fill("[name=q]", "闪电")
    desk.keyboard.press("Enter")
    desk.get_by_role("link", name="王先生").first.click()
    pick(desk.locator("label.chip", has_text="标准洗护"))
    desk.get_by_text("分钟").first.wait_for()
    house.look(desk, "1-price-before-time")
    desk.locator("input[name^=start-]").first.check(force=True)
    desk.get_by_role("button", name="约好").click()
    wait_until(lambda: Booking.objects.of(house.people.chain).exists())
    desk.locator("#visit-bill").wait_for()
    house.look(desk, "2-booked")
    booking = Booking.objects.of(house.people.chain).get()
    assert booking.state == "booked" and booking.pet == house.crowd.shandian
    return booking


def pick(chips):
    """Choose the first of these chips; the input lies over its words."""
    chosen = chips.first.locator("input")
    chosen.evaluate("box => box.scrollIntoView({block: 'center'})")  # not below the bar at the bottom
    chosen.check(force=True)


def come_in(house, desk, booking):
    """Inquiry, plan, read-back, signature, check-in: the next step is always the one large button."""
    house.clock.set(9, 55)
    visit(desk, f"/bookings/{booking.pk}/inquiry")
    for group in desk.locator("#questions fieldset").all():
        answer = group.locator("label", has_text="否")
        pick(answer if answer.count() else group.locator("label"))
    for name in ("vaccine", "vaccinated"):
        asked = desk.locator(f"input[name=answer-{name}][value=yes]")
        if asked.count():
            asked.check(force=True)
    sign(desk)
    house.look(desk, "3-inquiry")
    desk.get_by_role("button", name="问询完成").click()
    visit(desk, f"/bookings/{booking.pk}/plan")
    desk.get_by_role("button", name="拟一稿方案").click()
    desk.locator("[name=read_back]").check(force=True)
    desk.get_by_role("button", name="已复述").click()
    desk.locator("#plan-text").wait_for()
    sign(desk)
    house.look(desk, "4-plan")
    desk.get_by_role("button", name="签好了").click()
    desk.get_by_text("已签字").first.wait_for()
    visit(desk, f"/bookings/{booking.pk}/arrival")
    desk.fill("[name=weight]", "18.6")
    desk.locator("input[name=stress][value='1']").check(force=True)
    house.look(desk, "5-arrival")
    desk.get_by_role("button", name="入店").click()
    wait_until(lambda: Booking.objects.of(house.people.chain).get(pk=booking.pk).state == "arrived")


def wash(house, hand, job):
    """The first half of the card, each step with the proof it wants."""
    visit(hand, "/jobs")
    hand.get_by_text("闪电").first.click()
    hand.get_by_role("button", name="开始服务").click()
    hand.get_by_role("button", name="暂停服务").first.wait_for()
    house.look(hand, "6-card")
    steps = list(job.steps.all())
    for step in steps[: len(steps) // 2]:
        do_step(house, hand, job, step)


def do_step(house, hand, job, step):
    house.clock.turn(4)
    visit(hand, f"/jobs/{job.pk}")
    if step.need == "photo":
        hand.locator(f"form[action='/steps/{step.pk}/tick'] input[type=file]").set_input_files(photo())
    elif step.need == "timer":
        hand.locator(f"form[action='/steps/{step.pk}/timer'] button").click()
        hand.wait_for_load_state()
        house.clock.turn(step.minutes + 1)
        visit(hand, f"/jobs/{job.pk}")
        hand.locator(f"form[action='/steps/{step.pk}/tick'] button").first.click()
    elif step.need == "value":
        form = hand.locator(f"form[action='/steps/{step.pk}/tick']")
        form.locator("[name=value]").fill("38.5")
        form.get_by_role("button", name="做完").click()
    elif step.need == "lot":
        skip = hand.locator(f"form[action='/steps/{step.pk}/skip']")
        hand.locator("summary", has=hand.locator(f"xpath=..//form[@action='/steps/{step.pk}/skip']")).first.click()
        skip.locator("input[type=text], textarea, [name=reason]").first.fill("用的是已开封的店用装")
        skip.locator("button").first.click()
    else:
        hand.locator(f"form[action='/steps/{step.pk}/tick'] button").first.click()
        hand.wait_for_load_state()
        if step.need == "second":
            visit(hand, f"/jobs/{job.pk}")
            form = hand.locator(f"form[action='/steps/{step.pk}/second']")
            other, pin = ("阿强", "1470") if form.locator("option", has_text="阿强").count() else ("小满", "8024")
            form.locator("[name=person]").select_option(label=other)
            form.locator("[name=pin]").fill(pin)
            form.get_by_role("button", name="核对").click()
    wait_until(lambda: settled(step))


def settled(step):
    now = JobStep.objects.of(step.chain_id).get(pk=step.pk)
    return (now.done_at is not None and (now.need != "second" or now.second_by)) or now.skipped_reason


def wait_until(true, seconds=12):
    import time

    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.15)


def knots(house, desk, booking):
    """More than the signed ceiling: it goes to 王先生's phone, and is not on the bill before his yes."""
    visit(desk, f"/visits/{booking.visit}")
    before = bill(house)
    desk.get_by_role("button", name="加收").first.click()
    dialog = desk.locator("#extra-dialog")
    dialog.locator("[name=fee]").select_option(
        label=dialog.locator("[name=fee] option", has_text="开结费").first.inner_text()
    )
    dialog.locator("[name=price]").fill("200")
    dialog.locator("[name=reason]").fill("两耳后和大腿内侧打结，拆开要多 60 分钟")
    dialog.locator("input[type=file]").set_input_files(photo())
    house.look(desk, "7-extra")
    dialog.get_by_role("button", name="提出加收").click()
    wait_until(lambda: ExtraRequest.objects.of(house.people.chain).filter(answer="").exists())
    assert bill(house) == before
    owner = house.page("", 390, 844)
    visit(owner, house.link("care_extra"))
    owner.get_by_role("button", name="同意，请做").wait_for()
    house.look(owner, "8-owner-decides")
    owner.get_by_role("button", name="同意，请做").click()
    wait_until(lambda: ExtraRequest.objects.of(house.people.chain).filter(answer="yes").exists())
    assert bill(house) == before + 20_000


def bill(house):
    from wangcai.orders.public import Order

    return Order.objects.of(house.people.chain).get(fulfilment="visit").total_fen


def finish(house, hand, job):
    for step in (
        JobStep.objects.of(house.people.chain).filter(job=job, done_at=None, skipped_reason="").order_by("position")
    ):
        do_step(house, hand, job, step)
    visit(hand, f"/jobs/{job.pk}")
    hand.get_by_role("button", name="完成", exact=True).click()
    wait_until(lambda: Job.objects.of(house.people.chain).get(pk=job.pk).state == "done")


def go_home(house, hand, desk, booking):
    from wangcai.orders.public import Order

    visit(hand, f"/homegoing/{booking.pk}")
    for group in hand.locator("form fieldset", has=hand.locator("input[name^='p-']")).all():
        pick(group.locator("label"))
    hand.locator("[name=weight]").fill("18.5")
    hand.locator("[name=words]").fill("闪电今天很乖，六周后再来。")
    house.look(hand, "9-report")
    hand.get_by_role("button", name="存下报告").click()
    wait_until(lambda: PetHandover.objects.of(house.people.chain).filter(booking=booking).exists())

    visit(desk, f"/visits/{booking.visit}")
    desk.get_by_role("button", name="收款").first.click()
    desk.locator("#pay-dialog [name=tender]").select_option("wechat")
    desk.locator("#pay-dialog").get_by_role("button", name="收款").click()
    order = Order.objects.of(house.people.chain).get(fulfilment="visit")
    wait_until(lambda: due_of(order) == 0)

    visit(hand, f"/homegoing/{booking.pk}")
    sign(hand)
    house.look(hand, "10-hand-over")
    hand.get_by_role("button", name="交给主人").last.click()
    wait_until(lambda: Booking.objects.of(house.people.chain).get(pk=booking.pk).state == "done")
    report = PetHandover.objects.of(house.people.chain).get(booking=booking)
    assert report.signature_id and report.collector == house.crowd.wang
    from wangcai.journal.public import drain

    drain()
    order.refresh_from_db()
    assert order.status == "completed" and order.total_fen == sum(line.net_fen for line in order.lines.all())
    owner = house.page("", 390, 844)
    visit(owner, house.link("report_ready"))
    owner.get_by_text("六周后再来").first.wait_for()
    house.look(owner, "11-owner-reads")
