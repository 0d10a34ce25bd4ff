"""豆豆 boards five nights: the plan asks for the quiet room, on day three a reading goes red and the job stops until
林女士 has answered; she goes home with her things, a report and a paid bill."""

from datetime import timedelta

import pytest

from tests.journeys.conftest import PICTURES
from tests.journeys.house import Clock, open_house, sign, visit
from tests.journeys.test_bath import do_step, pick, wait_until
from wangcai.booking.public import Booking
from wangcai.care.public import Belonging, CareRound, Job, JobPause, JobStep, Observation, Plan, make_rounds
from wangcai.handover.public import PetHandover
from wangcai.journal.public import drain
from wangcai.kernel.public import local
from wangcai.orders.public import Order
from wangcai.settlement.public import due_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(live_server, browser, monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    return open_house(Clock(monkeypatch), live_server.url, browser, PICTURES / "boarding")


def test_five_nights(house):
    desk = house.page("xiaozhou", 1440, 900)
    booking = book_the_stay(house, desk)
    come_in(house, desk, booking)
    hand = house.page("aqiang", 390, 844)
    settle_in(house, hand, booking)
    day_three(house, hand, booking)
    last_day(house, hand, desk, booking)


def book_the_stay(house, desk):
    now = house.clock.set(10)
    until = local(now, "Asia/Shanghai").date() + timedelta(days=5)
    visit(desk, "/visits/new")
    desk.fill("[name=q]", "豆豆")
    desk.keyboard.press("Enter")
    desk.get_by_role("link", name="林女士").first.click()
    pick(desk.locator("label.chip", has_text="安静单间寄养"))
    desk.locator("[name=until]").wait_for()
    desk.fill("[name=arrives]", "15:00")
    desk.fill("[name=until]", str(until))
    desk.locator("[name=until]").press("Tab")
    room = desk.locator("label", has_text="安静间 1")
    room.first.wait_for()
    pick(room)
    desk.fill("[name=wishes]", "胆小，请放安静间；只吃自带的低磷粮")
    desk.get_by_text("× 5").first.wait_for()
    house.look(desk, "1-price-and-room")
    desk.get_by_role("button", name="约好").click()
    wait_until(lambda: Booking.objects.of(house.people.chain).exists())
    desk.locator("#visit-bill").wait_for()
    booking = Booking.objects.of(house.people.chain).get()
    assert booking.kind == "stay" and booking.room.name == "安静间 1" and booking.deposit_fen > 0
    visit(desk, "/rooms")
    desk.get_by_text("豆豆").first.wait_for()
    house.look(desk, "2-rooms")
    return booking


def come_in(house, desk, booking):
    house.clock.set(14, 55)
    visit(desk, f"/bookings/{booking.pk}/inquiry")
    for group in desk.locator("#questions fieldset").all():
        answer = group.locator("label", has_text="否")
        pick(answer if answer.count() else group.locator("label"))
    for name in ("vaccine", "vaccinated"):
        asked = desk.locator(f"input[name=answer-{name}][value=yes]")
        if asked.count():
            asked.check(force=True)
    sign(desk)
    desk.get_by_role("button", name="问询完成").click()
    visit(desk, f"/bookings/{booking.pk}/plan")
    desk.get_by_role("button", name="拟一稿方案").click()
    desk.get_by_text("安静").first.wait_for()
    house.look(desk, "3-plan-with-reasons")
    desk.locator("[name=read_back]").check(force=True)
    desk.get_by_role("button", name="已复述").click()
    desk.locator("#plan-text").wait_for()
    sign(desk)
    desk.get_by_role("button", name="签好了").click()
    desk.get_by_text("已签字").first.wait_for()
    plan = Plan.objects.of(house.people.chain).get(booking=booking, state="signed")
    assert any("安静" in item["text"] and item["reason"] for item in plan.items), "the plan asks for the quiet room"
    visit(desk, f"/bookings/{booking.pk}/arrival")
    desk.fill("[name=weight]", "4.3")
    pick(desk.locator("label", has=desk.locator("input[name=stress][value='3']")))
    desk.locator("[name=no_forced_contact]").check(force=True)
    desk.locator("[name^=thing-]:not([type=file])").first.fill("小毯子")
    house.look(desk, "4-arrival")
    desk.get_by_role("button", name="入店").click()
    wait_until(lambda: Booking.objects.of(house.people.chain).get(pk=booking.pk).state == "arrived")


def settle_in(house, hand, booking):
    """The card begins; her food is planned and given."""
    job = Job.objects.of(house.people.chain).get(booking=booking)
    visit(hand, f"/jobs/{job.pk}")
    hand.get_by_role("button", name="开始服务").click()
    hand.get_by_role("button", name="暂停服务").first.wait_for()
    for step in list(job.steps.all())[:2]:
        do_step(house, hand, job, step)
    visit(hand, f"/stays/{booking.public_id}/schedules")
    form = hand.locator("form", has=hand.locator("[name=times]")).first
    form.locator("[name=name]").fill("低磷老年粮")
    form.locator("[name=times]").fill("18:00")
    if form.locator("[name=grams]").count():
        form.locator("[name=grams]").fill("35")
    form.locator("button[type=submit], button:not([type])").last.click()
    wait_until(lambda: CareRound.objects.of(house.people.chain).filter(booking=booking).exists() or make_rounds() >= 0)
    house.clock.set(18, 5)
    make_rounds()
    visit(hand, "/rounds")
    hand.get_by_text("豆豆").first.wait_for()
    house.look(hand, "5-rounds")
    hand.get_by_role("button", name="给了").first.click()
    wait_until(lambda: CareRound.objects.of(house.people.chain).filter(booking=booking, state="given").exists())


def day_three(house, hand, booking):
    """Her temperature is red: the work stops, she is called, and only her word lets it go on."""
    job = Job.objects.of(house.people.chain).get(booking=booking)
    house.clock.set(9, 30, days=2)
    visit(hand, f"/jobs/{job.pk}")
    hand.locator("[data-opens=look-temperature]").first.click()
    dialog = hand.locator("#look-temperature")
    dialog.locator("[name=typed]").fill("40.1")
    dialog.get_by_role("button", name="记下").click()
    wait_until(lambda: Observation.objects.of(house.people.chain).filter(booking=booking, red=True).exists())
    visit(hand, f"/jobs/{job.pk}")
    hand.locator("[data-opens=pause]").first.click()
    hand.locator("#pause [name=reason]").fill("体温 40.1℃，精神不好")
    hand.locator("#pause").get_by_role("button", name="马上暂停").click()
    wait_until(lambda: Job.objects.of(house.people.chain).get(pk=job.pk).state == "paused")
    visit(hand, f"/jobs/{job.pk}")
    house.look(hand, "6-stopped")
    step = JobStep.objects.of(house.people.chain).filter(job=job, done_at=None).first()
    assert hand.locator(f"form[action='/steps/{step.pk}/tick']").count() == 0, "the checklist is frozen"
    assert hand.get_by_role("button", name="继续").count() == 0, "nobody goes on without her word"
    hand.locator("form[action$='/attempts'] [name=note]").fill("说马上回电")
    hand.get_by_role("button", name="接通了").click()
    hand.get_by_role("button", name="继续").first.wait_for()
    hand.locator("form[action$='/decision'] [name=note]").fill("医生说多喂水，观察半天，继续")
    house.look(hand, "7-her-word")
    hand.get_by_role("button", name="继续").first.click()
    wait_until(lambda: Job.objects.of(house.people.chain).get(pk=job.pk).state == "running")
    pause = JobPause.objects.of(house.people.chain).get(job=job)
    assert pause.decision == "continue" and pause.attempts.filter(reached=True).exists()


def last_day(house, hand, desk, booking):
    """Card, report, things, money, signature."""
    job = Job.objects.of(house.people.chain).get(booking=booking)
    house.clock.set(9, 0, days=5)
    for step in (
        JobStep.objects.of(house.people.chain).filter(job=job, done_at=None, skipped_reason="").order_by("position")
    ):
        do_step(house, hand, job, step)
    visit(hand, f"/jobs/{job.pk}")
    hand.get_by_role("button", name="完成", exact=True).click()
    wait_until(lambda: Job.objects.of(house.people.chain).get(pk=job.pk).state == "done")
    visit(hand, f"/homegoing/{booking.pk}")
    for group in hand.locator("form fieldset", has=hand.locator("input[name^='p-']")).all():
        pick(group.locator("label"))
    hand.locator("[name=words]").fill("第三天有点发热，喝水后退了；回家多观察。")
    hand.get_by_role("button", name="存下报告").click()
    wait_until(lambda: PetHandover.objects.of(house.people.chain).filter(booking=booking).exists())
    visit(hand, f"/homegoing/{booking.pk}")
    hand.get_by_role("button", name="带走了").first.click()
    wait_until(lambda: not Belonging.objects.of(house.people.chain).filter(booking=booking, returned_at=None).exists())
    visit(desk, f"/visits/{booking.visit}")
    house.look(desk, "8-bill")
    desk.get_by_role("button", name="收款").first.click()
    desk.locator("#pay-dialog [name=tender]").select_option("wechat")
    desk.locator("#pay-dialog").get_by_role("button", name="收款").click()
    order = Order.objects.of(house.people.chain).get(fulfilment="visit")
    wait_until(lambda: due_of(order) == 0)
    visit(hand, f"/homegoing/{booking.pk}")
    sign(hand)
    house.look(hand, "9-hand-over")
    hand.get_by_role("button", name="交给主人").last.click()
    wait_until(lambda: Booking.objects.of(house.people.chain).get(pk=booking.pk).state == "done")
    drain()
    order.refresh_from_db()
    assert order.status == "completed" and order.lines.get(kind="service").quantity == 5
    owner = house.page("", 390, 844)
    visit(owner, house.link("report_ready"))
    owner.get_by_text("回家多观察").first.wait_for()
    house.look(owner, "10-owner-reads")
