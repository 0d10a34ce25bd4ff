"""The service side of the demo shop: today's baths at every stage, guests in the rooms, the next two weeks.

The two of the cast: 豆豆 boards in a quiet room, it is her third day and her job stands still because a reading went red;
闪电 is being washed, knots were found, and 王先生 has the question on his phone.
"""

from datetime import datetime, timedelta
from random import Random

from wangcai.booking.public import Booking, block, wait_for
from wangcai.care.public import (
    Brought,
    CareRound,
    Job,
    add_media,
    ask_extra,
    give_round,
    make_cleanings,
    make_rounds,
    note_attempt,
    observe,
    pause_job,
    set_schedule,
    visit_of,
)
from wangcai.catalogue.public import Surcharge, Variant
from wangcai.customers.public import Customer, Pet, change_pet, pair_apart, remember
from wangcai.demo import drawings
from wangcai.demo.care_steps import MINUTE, Floor, begin, book_one, send_home, take_in, vaccinate, work_through
from wangcai.demo.customers import Crowd
from wangcai.demo.people import People
from wangcai.demo.places import places_of
from wangcai.journal.public import drain
from wangcai.kernel.public import Refusal
from wangcai.settlement.public import Tender, deposit_due, take_payments

STARTS = ((9, 15), (10, 30), (11, 45), (13, 30), (14, 45), (16, 0), (17, 15), (18, 30))
WISHES = ("", "", "", "耳朵边少剪一点", "怕吹风机，请慢一点", "想留长一点的尾巴", "上次左前爪有点敏感")


def make_visits(people: People, crowd: Crowd, now: datetime, random: Random) -> int:
    """Returns how many bookings the calendar of 徐汇店 holds."""
    offers = {v.sku: v for v in Variant.objects.of(people.boss).filter(sku__regex="^[VE][0-9]{4}$")}
    floor = Floor(people, places_of(people), offers, now, random)
    owners = {c.pk: c for c in crowd.customers}
    chosen = [pair for pair in crowd.pets if pair[1] in owners and owners[pair[1]] not in (crowd.lin, crowd.wang)]
    random.shuffle(chosen)
    pets = {
        pet.pk: pet for pet in Pet.objects.of(people.boss).filter(pk__in=[pk for pk, _owner in chosen], died_on=None)
    }
    guests = [(pets[pk], owners[owner]) for pk, owner in chosen if pk in pets and pets[pk].species in ("cat", "dog")]
    count = _doudou(floor, crowd) + _shandian(floor, crowd)
    drain()
    count += _boarders(floor, guests[:40])
    count += _baths(floor, guests[40:])
    drain()
    _week_ahead(floor, guests[80:], count)
    _notes(floor, guests)
    make_rounds(at=now)
    make_cleanings(at=now)
    return count


def _doudou(floor: Floor, crowd: Crowd) -> int:
    """Five nights since the day before yesterday; today a reading went red, and the job waits for 林女士's word."""
    pet, came = crowd.doudou, floor.clock(15, day=-2)
    change_pet(pet=pet, by=floor.front, coat_kind="short")
    vaccinate(floor, pet, came - timedelta(days=40))
    booking = book_one(
        floor, pet, crowd.lin, "V2002", came, made_at=came - timedelta(days=6), ends_at=floor.clock(11, day=3),
        room_id=floor.places["Q1"].pk, wishes="胆小，请放安静间；只吃自带的低磷粮",
    )  # fmt: skip
    visit = visit_of(booking)
    assert visit is not None
    take_payments(
        order=visit.order, tenders=[Tender("wechat", deposit_due(visit))], by=floor.front, at=came - timedelta(days=6)
    )
    # What costs money is arranged before the plan is read: its price stands in what 林女士 signs.
    keeper = floor.people.by("aqiang")
    set_schedule(
        booking=booking, kind="medicine", name="关节保健片", times=["08:30"], dose="半片，拌在湿粮里", by=keeper,
        fee=floor.offers["E0004"], at=came - 20 * MINUTE,
    )  # fmt: skip
    things = [Brought("航空箱"), Brought("低磷老年粮 1.5kg"), Brought("小毯子")]
    take_in(
        floor,
        booking,
        came,
        weight_g=4300,
        stress=3,
        no_forced_contact=True,
        rhythm="2h",
        live_view=True,
        belongings=things,
    )
    job = begin(floor, booking, "aqiang", came + 10 * MINUTE)
    work_through(floor, job, "aqiang", came + 10 * MINUTE, came + 60 * MINUTE, share=0.5)
    set_schedule(
        booking=booking, kind="feed", name="低磷老年粮", times=["08:00", "18:00"], source="home", grams=35, by=keeper,
        at=came + 15 * MINUTE,
    )  # fmt: skip
    _days_of_doudou(floor, booking)
    _red(floor, booking, job)
    return 1


def _days_of_doudou(floor: Floor, booking: Booking) -> None:
    """Looked at every morning, photographed, fed."""
    keeper, came = floor.people.by("aqiang"), booking.starts_at
    for back in (2, 1, 0):
        _round_of_looks(floor, booking, keeper, floor.clock(9, day=-back), red=back == 0)
        at = floor.clock(10, day=-back)
        if at < floor.now and at > came:
            add_media(
                booking=booking, data=drawings.portrait("cat", 11 + back), by=keeper, at=at, taken_at=at,
                note=("在猫砂盆边晒太阳", "今天主动蹭了手", "精神一般，正在观察")[2 - back],
            )  # fmt: skip
    _give_due(floor, booking, keeper)


def _red(floor: Floor, booking: Booking, job: Job) -> None:
    """Today's reading, the stop, the call nobody answered."""
    keeper = floor.people.by("aqiang")
    red = observe(
        booking=booking, kind="temperature", value=401, note="比昨天高 1.6 度，耳朵发热", by=keeper,
        at=floor.now - 35 * MINUTE,
    )  # fmt: skip
    pause = pause_job(
        job=Job.objects.of(keeper).get(pk=job.pk),
        reason="体温 40.1℃，精神不好",
        observation=red,
        by=keeper,
        at=floor.now - 33 * MINUTE,
    )
    note_attempt(
        pause=pause, way="phone", reached=False, note="响铃无人接，已发消息", by=keeper, at=floor.now - 30 * MINUTE
    )


def _round_of_looks(floor: Floor, booking, keeper, at: datetime, *, red: bool) -> None:
    if not booking.starts_at < at < floor.now:
        return
    for kind, value in (
        ("temperature", 385),
        ("breathing", 26),
        ("mood", 2),
        ("appetite", 2 if red else 3),
        ("stool", 2),
    ):
        observe(booking=booking, kind=kind, value=value, by=keeper, at=at)


def _give_due(floor: Floor, booking, keeper) -> None:
    make_rounds(at=booking.starts_at + timedelta(hours=1))
    make_rounds(at=floor.clock(7, day=-1))
    make_rounds(at=floor.clock(7))
    due = CareRound.objects.of(keeper).filter(booking=booking, state="due", due_at__lt=floor.now - 40 * MINUTE)
    for each in due.order_by("due_at"):
        give_round(round=each, outcome="given", grams=35, by=keeper, at=each.due_at + 5 * MINUTE)


def _shandian(floor: Floor, crowd: Crowd) -> int:
    """Being washed now; behind the ears the coat is felted, and 王先生 is asked on his phone."""
    pet, start = crowd.shandian, floor.now - 42 * MINUTE
    change_pet(pet=pet, by=floor.front, coat_kind="double")
    vaccinate(floor, pet, floor.now - timedelta(days=60))
    try:
        booking = book_one(
            floor, pet, crowd.wang, "V1001", start, made_at=floor.now - timedelta(days=2),
            worker_id=floor.places["xiaomei"].pk, addons=(floor.offers["V1003"].pk,),
        )  # fmt: skip
    except Refusal:  # built in the middle of the night: nobody works then
        return 0
    take_in(floor, booking, start + 2 * MINUTE, weight_g=18_600, stress=1, rhythm="each")
    job = begin(floor, booking, "xiaomei", start + 6 * MINUTE)
    work_through(floor, job, "xiaomei", start + 6 * MINUTE, floor.now, share=0.45)
    photo = floor.picture("care", 3, "dog")
    knots = Surcharge.objects.of(floor.front).get(code="knots")
    ask_extra(
        booking=booking, surcharge=knots, price_fen=20_000, photo=photo, by=floor.people.by("xiaomei"), at=floor.now - 6 * MINUTE,
        reason="两耳后和大腿内侧毛毡化，拆开要多 60 分钟；不拆只能剃掉",
    )  # fmt: skip
    return 1


def _boarders(floor: Floor, guests: list[tuple[Pet, Customer]]) -> int:
    """Guests of today with different arrivals and departures; each pet that fits a free room of its kind."""
    count, plans = (
        0,
        ((-3, 2), (-1, 1), (-4, 0), (-2, 4), (0, 3), (-1, 6), (0, 1), (1, 4), (2, 5), (-5, 0), (3, 3), (1, 2)),
    )
    for (pet, customer), (from_day, to_day) in zip(guests, plans, strict=False):
        came, leaves = floor.clock(10 + count % 4, day=from_day), floor.clock(15, 30, day=max(to_day, from_day + 1))
        vaccinate(floor, pet, min(came, floor.now) - timedelta(days=50))
        try:
            booking = book_one(
                floor, pet, customer, "V2001" if pet.species == "cat" else floor.random.choice(("V2001", "V2003")), came,
                ends_at=leaves, made_at=min(came, floor.now) - timedelta(days=4, hours=count),
            )  # fmt: skip
        except Refusal:
            continue
        count += 1
        if came < floor.now:
            take_in(floor, booking, came, rhythm="evening")
            job = begin(floor, booking, "xiaoman", came + 5 * MINUTE)
            work_through(floor, job, "xiaoman", came + 5 * MINUTE, came + 60 * MINUTE, share=0.5)
            set_schedule(
                booking=booking, kind="feed", name="自带粮", times=["08:00", "18:30"], grams=60, by=floor.people.by("xiaoman"),
                at=came + 20 * MINUTE,
            )  # fmt: skip
    return count


def _baths(floor: Floor, guests: list[tuple[Pet, Customer]]) -> int:
    """Two groomers' day: what is over was handed home and paid, what is on is being done, the rest comes."""
    count = 0
    for worker in ("xiaomei", "xiaoya"):
        at = floor.clock(9, 15 if worker == "xiaomei" else 0)
        while guests and at < floor.clock(19):
            pet, customer = guests[-1]
            offer = "V1002" if pet.species == "cat" else "V1001"
            try:
                booking = book_one(
                    floor, pet, customer, offer, at, made_at=min(at, floor.now) - timedelta(days=1, hours=count),
                    worker_id=floor.places[worker].pk, wishes=floor.random.choice(WISHES),
                )  # fmt: skip
            except Refusal:  # 闪电 is on the table, or it would be past closing
                at += 15 * MINUTE
                continue
            guests.pop()
            count += 1
            _lead(floor, booking, worker)
            at = booking.ends_at + (30 if count % 3 == 0 else 15) * MINUTE
            at += timedelta(minutes=-at.minute % 15)
    return count


def _lead(floor: Floor, booking, worker: str) -> None:
    """Bring a bath of today to where it stands at this hour."""
    start, end, now = booking.starts_at, booking.ends_at, floor.now
    if start + 10 * MINUTE > now:
        return
    take_in(floor, booking, start)
    if start + 20 * MINUTE > now:
        return
    job = begin(floor, booking, worker, start + 8 * MINUTE)
    if end + 20 * MINUTE > now:
        work_through(floor, job, worker, start + 8 * MINUTE, min(now, end), share=0.6)
        return
    work_through(floor, job, worker, start + 8 * MINUTE, end - 10 * MINUTE)
    send_home(floor, booking, worker, end + 15 * MINUTE)


def _week_ahead(floor: Floor, guests: list[tuple[Pet, Customer]], seed: int) -> None:
    """The next days are half full; two people wait for Saturday, and somebody keeps a table free for cleaning."""
    for day in range(1, 8):
        for hour, minute in STARTS[day % 3 :: 2]:
            if not guests:
                break
            pet, customer = guests.pop()
            offer = "V1002" if pet.species == "cat" else ("V1007" if seed % 5 == 0 else "V1001")
            seed += 1
            try:
                book_one(
                    floor,
                    pet,
                    customer,
                    offer,
                    floor.clock(hour, minute, day=day),
                    made_at=floor.now - timedelta(hours=seed),
                )
            except Refusal:
                continue
    for pet, customer in guests[:2]:
        wait_for(
            store=floor.store, customer=customer, pet=pet, service_id=floor.offers["V1001"].pk,
            from_at=floor.clock(13, day=1), to_at=floor.clock(18, day=1), by=floor.front, at=floor.now,
        )  # fmt: skip
    block(
        resource=floor.places["T3"], starts_at=floor.clock(9), ends_at=floor.clock(11), why="broken", note="升降柱修理",
        by=floor.people.manager_of(floor.store), at=floor.now,
    )  # fmt: skip


def _notes(floor: Floor, guests: list[tuple[Pet, Customer]]) -> None:
    doudou = Pet.objects.of(floor.front).filter(name="豆豆").order_by("pk").first()
    shandian = Pet.objects.of(floor.front).filter(name="闪电").order_by("pk").first()
    if not (doudou and shandian):
        return
    remember(kind="likes", text="喜欢冻干三文鱼，先给一粒再抱", pet=doudou, by=floor.front)
    remember(kind="health", text="上次右耳发红，问一下好了没有", pet=doudou, by=floor.front)
    remember(kind="last", text="上次修脚毛 3 毫米", pet=shandian, by=floor.front)
    pair_apart(one=doudou, other=shandian, reason="闪电见猫会追", by=floor.front)
