"""Customers, households and pets of the demo shop: the four of the cast by hand, the others by dice."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from wangcai.customers.public import (
    Breed,
    Customer,
    ImportedCustomer,
    ImportedPet,
    Pet,
    add_address,
    add_pet,
    create_customer,
    give_consent,
    join_household,
    open_customers,
    open_pets,
    raise_flag,
    seed_breeds,
    set_carer,
    weigh_pet,
)
from wangcai.demo import names
from wangcai.demo.people import People
from wangcai.kernel.public import Actor
from wangcai.membership.public import save_tier, set_tier

TIERS = (("silver", "银卡", 300, 500), ("gold", "金卡", 500, 800), ("black", "黑卡", 800, 1200))
SOURCE = "demo"
BATCH = 25


@dataclass
class Crowd:
    """Everybody the demo shop knows. `phones` and `homes` by customer id; `pets` are (pet id, customer id)."""

    customers: list[Customer]
    lin: Customer
    wang: Customer
    doudou: Pet
    shandian: Pet
    phones: dict[int, str] = field(default_factory=dict)
    homes: dict[int, str] = field(default_factory=dict)
    pets: list[tuple[int, int]] = field(default_factory=list)
    regulars: list[Customer] = field(default_factory=list)  # those who were customers before the history begins


def make_crowd(people: People, now: datetime, days: int, random: Random, count: int) -> Crowd:
    """The tiers, the cast, then `count` customers with about five pets for four of them."""
    by = people.boss
    seed_breeds(by=by)
    for place, (code, name, goods_off, services_off) in enumerate(TIERS):
        save_tier(code=code, name=name, goods_off=goods_off, services_off=services_off, position=place, by=by)
    crowd = _cast(people, now, days)
    used = {"13812348866", "13900005678", "13816660009"}
    for first, came in enumerate(_arrivals(now, days, count)):
        rows = [_customer(first * BATCH + place, used, random) for place in range(min(BATCH, count - first * BATCH))]
        ids = open_customers(customers=rows, by=by, at=came)
        crowd.phones |= dict(zip(ids, (row.phone for row in rows), strict=True))
        crowd.homes |= {pk: row.address for pk, row in zip(ids, rows, strict=True) if row.address}
        found = list(Customer.objects.of(by).filter(pk__in=ids).order_by("pk"))
        crowd.customers += found
        crowd.regulars += found if came < now - timedelta(days=days) else []
        _pets(people, crowd, ids, came, random)
    _flags(people, crowd, now, days, random)
    for customer in random.sample(crowd.regulars, count // 6):
        tier = random.choices(("silver", "gold", "black"), (6, 3, 1))[0]
        set_tier(customer=customer, tier=tier, by=by, at=now - timedelta(days=random.randint(1, days + 1)))
    return crowd


def _arrivals(now: datetime, days: int, count: int) -> list[datetime]:
    """When each batch of customers came: over two years, the last one in the last weeks."""
    batches = -(-count // BATCH)
    before = [
        now - timedelta(days=days + 20 + 700 * (batches - 1 - n) // batches, hours=3 * n) for n in range(batches - 1)
    ]
    return [*before, now - timedelta(days=min(9, days), hours=2)]


def _customer(number: int, used: set[str], random: Random) -> ImportedCustomer:
    district, address = names.address(random)
    phone = names.phone_number(random, used)
    return ImportedCustomer(
        source=SOURCE, external_ref=f"d{number:04d}", name=names.person_name(random), phone=phone,
        address=address if random.random() < 0.6 else "", district=district,
    )  # fmt: skip


def _cast(people: People, now: datetime, days: int) -> Crowd:
    by, then = people.boss, now - timedelta(days=days + 25)
    lin = create_customer(
        name="林女士", phone="13812348866", by=by, at=then, wechat="lin-doudou", contact_hours="下午",
        style="说话轻一点，豆豆胆小；喜欢先看照片", home_store=people.stores[0],
    )  # fmt: skip
    wang = create_customer(
        name="王先生", phone="13900005678", by=by, at=then, family="太太周末也会来", home_store=people.stores[0]
    )
    wife = create_customer(name="王太太", phone="13816660009", by=by, at=then)
    # A second file of the same person: what merging is for.
    twin = create_customer(name="林小姐", phone="13812348866", by=by, at=now - timedelta(days=3))
    doudou = add_pet(
        customer=lin, species="cat", name="豆豆", breed=_breed(by, "cat", "英国短毛猫"), sex="f", neutered=True, by=by,
        at=then, born_on=(now - timedelta(days=12 * 365 + 40)).date(), coat="蓝色短毛", temperament="胆小，怕生人和吹风机",
        health="轻度关节炎；两年前洁牙", allergies="鸡肉", diet="低磷老年粮，每天两次", vet="陈医生",
    )  # fmt: skip
    shandian = add_pet(
        customer=wang, species="dog", name="闪电", breed=_breed(by, "dog", "边境牧羊犬"), sex="m", neutered=False, by=by,
        at=then, born_on=(now - timedelta(days=400)).date(), coat="黑白长毛", temperament="精力旺盛，亲人，见猫会追", vet="陈医生",
    )  # fmt: skip
    _tell_about_pets(people, doudou, shandian, now, then)
    _tell_about_people(people, lin, wang, wife, shandian, now, then, days)
    crowd = Crowd([lin, wang, wife, twin], lin, wang, doudou, shandian)
    crowd.phones = {lin.pk: "13812348866", wang.pk: "13900005678", wife.pk: "13816660009", twin.pk: "13812348866"}
    crowd.homes = {lin.pk: "徐汇区天平路 320 弄 6 号 402 室", wang.pk: "徐汇区宛平南路 88 号 1203 室"}
    crowd.pets = [(doudou.pk, lin.pk), (shandian.pk, wang.pk)]
    return crowd


def _tell_about_pets(people: People, doudou: Pet, shandian: Pet, now: datetime, then: datetime) -> None:
    by = people.boss
    raise_flag(pet=doudou, kind="stress", note="怕吹风机，包毛巾自然晾", by=by, at=then)
    raise_flag(pet=doudou, kind="allergy", note="鸡肉", by=by, at=then)
    raise_flag(pet=shandian, kind="escapes", note="开门先扣牵引绳", by=by, at=then)
    for pet, grams, step in ((doudou, 4350, -40), (shandian, 15800, 420)):
        for weeks in (12, 8, 4, 1):
            weigh_pet(
                pet=pet,
                grams=grams + step * (12 - weeks) // 4,
                by=people.by("xiaomei"),
                at=now - timedelta(weeks=weeks),
            )


def _tell_about_people(
    people: People,
    lin: Customer,
    wang: Customer,
    wife: Customer,
    shandian: Pet,
    now: datetime,
    then: datetime,
    days: int,
) -> None:
    by = people.boss
    join_household(customer=wife, with_customer=wang, by=by, at=then)
    set_carer(pet=shandian, customer=wife, may_collect=True, owner=False, pays=False, by=by)
    add_address(
        customer=lin,
        text="徐汇区天平路 320 弄 6 号 402 室",
        label="家",
        district="徐汇区",
        latitude=31.2031,
        longitude=121.4391,
        by=by,
    )
    add_address(
        customer=wang,
        text="徐汇区宛平南路 88 号 1203 室",
        label="家",
        district="徐汇区",
        latitude=31.1928,
        longitude=121.4466,
        by=by,
    )
    give_consent(customer=lin, purpose="service", given=True, source="门店", by=by, at=then)
    give_consent(customer=lin, purpose="photos", given=True, source="门店", by=by, at=then)
    give_consent(customer=wang, purpose="marketing", given=False, source="电话", by=by, at=then)
    set_tier(customer=lin, tier="gold", by=by, at=now - timedelta(days=days))


def _breed(by: Actor, species: str, name: str) -> Breed | None:
    return Breed.objects.of(by).filter(species=species, name=name).first()


def _pets(people: People, crowd: Crowd, ids: list[int], came: datetime, random: Random) -> None:
    by, rows = people.boss, []
    breeds = {(b.species, b.name): b.pk for b in Breed.objects.of(by)}
    for customer_id in ids:
        for which in range(random.choices((0, 1, 2, 3), (6, 66, 22, 6))[0]):
            species = random.choices(("cat", "dog", "rabbit"), (50, 46, 4))[0]
            kinds = names.CAT_BREEDS if species == "cat" else names.DOG_BREEDS if species == "dog" else ("垂耳兔",)
            breed = random.choice(kinds)
            grams = random.randint(2800, 6500) if species == "cat" else random.randint(2500, 31000)
            rows.append(
                ImportedPet(
                    source=SOURCE, external_ref=f"{customer_id}-{which}", species=species, customer_id=customer_id,
                    name=random.choice(names.PETS), breed_id=breeds.get((species, breed)), breed_text=breed,
                    sex=random.choice("fm"), neutered=random.random() < 0.7, grams=grams if species != "rabbit" else 1900,
                    born_on=(came - timedelta(days=random.randint(60, 12 * 365))).date(),
                )
            )  # fmt: skip
    pet_ids = open_pets(pets=rows, by=by, at=came)
    crowd.pets += [(pk, row.customer_id or 0) for pk, row in zip(pet_ids, rows, strict=True)]


def _flags(people: People, crowd: Crowd, now: datetime, days: int, random: Random) -> None:
    notes = {
        "bites": "陌生人伸手会咬",
        "allergy": "牛肉",
        "stress": "怕吵",
        "dryer": "只用毛巾擦干",
        "heart": "不可泡澡太久",
        "hurts": "左后腿旧伤",
    }
    others = [pet for pet, _owner in crowd.pets[2:]]
    flagged = Pet.objects.of(people.boss).filter(pk__in=random.sample(others, len(others) // 9)).order_by("pk")
    for pet in flagged:
        kind = random.choice(list(notes))
        raise_flag(
            pet=pet,
            kind=kind,
            note=notes[kind],
            by=people.by("xiaomei"),
            at=now - timedelta(days=random.randint(1, days)),
        )
