"""The chain, its two stores and its staff."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from wangcai.kernel.public import Actor, system_actor
from wangcai.shops.public import (
    Account,
    Chain,
    Store,
    actor_of,
    come_on_duty,
    create_chain,
    create_store,
    give_role,
    hire_staff,
    set_opening_hours,
    set_pin,
    take_public_holidays,
)

PASSWORD = "wangcai-demo"
STORES = (
    ("XH", "徐汇店", "#0f766e", "上海市徐汇区天平路 8 号", "02164330008", 31.2043, 121.4365),
    ("JA", "静安店", "#4f46e5", "上海市静安区愚园路 221 号", "02162480221", 31.2237, 121.4467),
)
# login, name, role, store (None: everywhere), PIN; only those who use an office page need a password.
STAFF = (
    ("boss", "周总", "owner", None, "8806", True),
    ("laozhou", "老周", "manager", "XH", "5208", True),
    ("xiaozhou", "小周", "front", "XH", "2580", True),
    ("xiaomei", "小美", "groomer", "XH", "3691", True),
    ("xiaoya", "小雅", "groomer", "XH", "1357", True),
    ("aqiang", "阿强", "keeper", "XH", "1470", True),
    ("xiaoman", "小满", "keeper", "XH", "8024", False),
    ("ajie", "阿杰", "trainer", "XH", "9630", False),
    ("xiaoli", "小李", "picker", "XH", "7415", True),
    ("jingjing", "静静", "manager", "JA", "6307", True),
    ("anan", "安安", "front", "JA", "9512", False),
    ("dapeng", "大鹏", "picker", "JA", "4826", False),
    ("qian", "钱会计", "books", None, "7053", False),
)


# Comes in the evening: orders to pick wait for the picker, not for a second keeper.
LATER = "xiaoman"


@dataclass
class People:
    """Who works in the demo shop. `boss` may do everything; `by("xiaozhou")` gives the rights of one person."""

    chain: Chain
    stores: list[Store]
    accounts: dict[str, Account] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def boss(self) -> Actor:
        return self.actors["boss"]

    def by(self, login: str) -> Actor:
        return self.actors[login]

    def front_of(self, store: Store) -> Actor:
        return self.actors["xiaozhou" if store.code == "XH" else "anan"]

    def picker_of(self, store: Store) -> Actor:
        return self.actors["xiaoli" if store.code == "XH" else "dapeng"]

    def manager_of(self, store: Store) -> Actor:
        return self.actors["laozhou" if store.code == "XH" else "jingjing"]


def make_people(now: datetime, days: int) -> People:
    """Found the chain so many days ago; everybody has a PIN, who needs one has a password, and is on duty now."""
    founded = now - timedelta(days=days + 800)
    chain = create_chain(name="旺财宠物", code="wangcai", profile="chain", at=founded)
    system = system_actor(chain.pk)
    stores = []
    for code, name, colour, address, phone, latitude, longitude in STORES:
        store = create_store(
            code=code, name=name, colour=colour, address=address, phone=phone, latitude=latitude, longitude=longitude,
            by=system, at=founded,
        )  # fmt: skip
        week = [(day, time(9), time(21)) for day in range(5)] + [(day, time(9), time(22)) for day in (5, 6)]
        set_opening_hours(store=store, periods=week, by=system, at=founded)
        stores.append(store)
    take_public_holidays(store=None, year=now.year, by=system, at=founded)
    people = People(chain, stores)
    by_code = {store.code: store for store in stores}
    for login, name, role, place, pin, with_password in STAFF:
        account = hire_staff(
            store=by_code[place] if place else None, login=login, name=name, role=role,
            password=PASSWORD if with_password else None, by=system, at=founded,
        )  # fmt: skip
        set_pin(account=account, pin=pin, by=system, at=founded)
        people.accounts[login] = account
    give_role(store=by_code["JA"], account=people.accounts["xiaoli"], role="picker", by=system, at=founded)
    for login, account in people.accounts.items():
        people.actors[login] = actor_of(account)
    _come_to_work(people, now)
    return people


def _come_to_work(people: People, now: datetime) -> None:
    for login, _name, role, place, _pin, _password in STAFF:
        if place and role != "books" and login != LATER:
            store = next(s for s in people.stores if s.code == place)
            come_on_duty(store=store, account=people.accounts[login], by=people.by(login), at=now - timedelta(hours=4))
