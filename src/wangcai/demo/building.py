"""Build the demo shop, step by step, telling how far it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from wangcai.demo.customers import make_crowd
from wangcai.demo.goods import make_goods, make_stock
from wangcai.demo.history import make_history
from wangcai.demo.people import PASSWORD, STAFF, People, make_people
from wangcai.demo.places import make_places
from wangcai.demo.today import make_today
from wangcai.demo.visits import make_visits
from wangcai.journal.public import drain
from wangcai.kernel.public import now as present
from wangcai.kernel.public import writing
from wangcai.shops.public import LABELS

CUSTOMERS = 300
STEPS = ("门店与员工", "商品与条码", "服务与房间", "货架与库存", "客户与宠物", "历史订单", "今天的订单", "预约与寄养")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Login:
    """How somebody gets in: by password, or only by PIN on a trusted device."""

    login: str
    name: str
    role: str
    store: str
    password: str
    pin: str


@dataclass(frozen=True)
class Built:
    """What was made."""

    customers: int
    pets: int
    goods: int
    past_orders: int
    past_fen: int
    orders_today: int
    bookings: int
    logins: tuple[Login, ...]


def build_demo(
    *,
    days: int = 90,
    seed: int = 1,
    now: datetime | None = None,
    customers: int = CUSTOMERS,
    progress: Progress | None = None,
) -> Built:
    """Fill an empty database with the demo shop. The same seed and the same moment give the same shop."""
    now, random = now or present(), Random(seed)
    tell = progress or (lambda _label, _done, _total: None)

    def step(number: int) -> None:
        tell(STEPS[number] if number < len(STEPS) else "", number, len(STEPS))

    # The past is written in a few large transactions; today's orders are taken one by one like in a shop.
    with writing():
        step(0)
        people = make_people(now, days)
        step(1)
        goods = make_goods(people, random)
        step(2)
        make_places(people, now)
        step(3)
        make_stock(people, goods, now - timedelta(minutes=1), random)
    with writing():
        step(4)
        crowd = make_crowd(people, now, days, random, customers)
        step(5)
        past = make_history(people, goods, crowd, now, days, random)
    drain(limit=200_000)
    step(6)
    today = make_today(people, goods, crowd, now, random)
    drain()
    step(7)
    bookings = make_visits(people, crowd, now, random)
    drain()
    step(8)
    return Built(
        customers=len(crowd.customers), pets=len(crowd.pets), goods=len(goods.variants) + len(goods.services),
        past_orders=past.orders, past_fen=past.total_fen, orders_today=today, bookings=bookings, logins=logins(people),
    )  # fmt: skip


def logins(people: People) -> tuple[Login, ...]:
    names = {store.code: store.name for store in people.stores}
    return tuple(
        Login(
            login, name, str(LABELS[role]), names.get(place or "", "全部门店"), PASSWORD if with_password else "", pin
        )
        for login, name, role, place, pin, with_password in STAFF
    )
