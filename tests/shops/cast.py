"""The one cast of all tests: the chain 旺财宠物 with two stores and its staff, and a foreign chain with one store.

In a conftest: `@pytest.fixture def people(db): return make_cast()`.
"""

from dataclasses import dataclass
from datetime import time

from django.test import Client

from wangcai.kernel.public import Actor, system_actor
from wangcai.shops.public import (
    Account,
    Chain,
    Store,
    actor_of,
    create_chain,
    create_store,
    hire_staff,
    set_opening_hours,
)

PASSWORD = "wangcai-2026"
PIN = "2580"


@dataclass
class Cast:
    """Accounts by what they are; `xh` and `ja` are sister stores, `far` is another chain's."""

    chain: Chain
    xh: Store
    ja: Store
    owner: Account  # 周总, everywhere
    manager: Account  # 老周, 徐汇店
    front: Account  # 小周, 徐汇店
    groomer: Account  # 小美, 徐汇店
    keeper: Account  # 阿强, 徐汇店
    picker: Account  # 小李, 徐汇店
    books: Account  # 钱会计, everywhere
    sister: Account  # 静安店长
    far: Store
    stranger: Account  # 另一家连锁的老板

    def by(self, who: str) -> Actor:
        """The rights of one of the cast: `people.by("front")`."""
        return actor_of(getattr(self, who))

    @property
    def system(self) -> Actor:
        return system_actor(self.chain.pk)


def make_cast(*, passwords: bool = False) -> Cast:
    """Found both chains. Passwords cost time; without them use `sign_in`."""
    password = PASSWORD if passwords else None
    chain = create_chain(name="旺财宠物", code="wangcai")
    by = system_actor(chain.pk)
    xh = create_store(code="XH", name="徐汇店", colour="#0f766e", address="徐汇区天平路 8 号", by=by)
    ja = create_store(code="JA", name="静安店", colour="#4f46e5", address="静安区愚园路 21 号", by=by)
    for store in (xh, ja):
        set_opening_hours(store=store, periods=[(day, time(9), time(21)) for day in range(7)], by=by)

    def hire(login: str, name: str, role: str, store: Store | None) -> Account:
        return hire_staff(store=store, login=login, name=name, role=role, password=password, by=by)

    other = create_chain(name="来福宠物", code="laifu")
    far = create_store(code="LF", name="来福总店", by=system_actor(other.pk))
    return Cast(
        chain=chain,
        xh=xh,
        ja=ja,
        owner=hire("boss", "周总", "owner", None),
        manager=hire("laozhou", "老周", "manager", xh),
        front=hire("xiaozhou", "小周", "front", xh),
        groomer=hire("xiaomei", "小美", "groomer", xh),
        keeper=hire("aqiang", "阿强", "keeper", xh),
        picker=hire("xiaoli", "小李", "picker", xh),
        books=hire("qian", "钱会计", "books", None),
        sister=hire("sister", "静安店长", "manager", ja),
        far=far,
        stranger=hire_staff(
            store=None, login="stranger", name="来福老板", role="owner", password=password, by=system_actor(other.pk)
        ),
    )


def sign_in(client: Client, account: Account, store: Store | None = None) -> Client:
    """Sign in without a password and, where a store is given, work in it."""
    client.force_login(account)
    if store is not None:
        session = client.session
        session["store"] = store.pk
        session.save()
        client.cookies["sessionid"] = session.session_key
    return client
