"""What the hands at the counter fill in: a drawn line, the booking form, the inquiry."""

import base64
import io
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from tests.care.door import CALM
from wangcai.booking.public import Shift
from wangcai.kernel.public import now


def ink():
    """A drawn line, as the pad sends it."""
    picture = Image.new("RGBA", (300, 120), (255, 255, 255, 0))
    ImageDraw.Draw(picture).line((20, 90, 270, 30), fill=(16, 24, 32, 255), width=4)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


INK = ink()


def chosen(shop, **more):
    """The form for 闪电's bath with everything but the time."""
    pet = shop.shandian.pk
    return {"customer": shop.wang.pk, "pet": pet, f"service-{pet}": shop.services.offer["V1001"].pk, **more}


def tomorrow(shop):
    """A day with shifts that is always ahead of the real clock."""

    at = now() + timedelta(days=2)
    day = at.astimezone(ZoneInfo("Asia/Shanghai")).date()
    for person in ("xiaomei", "aqiang"):
        begins = datetime.combine(day, time(9), ZoneInfo("Asia/Shanghai"))
        Shift.objects.of(shop.chain).get_or_create(
            chain=shop.chain, store=shop.store, account=shop.people[person], starts_at=begins,
            defaults={"ends_at": begins + timedelta(hours=12), "planned_by": "system:0"},
        )  # fmt: skip
    return day


def text(reply):
    return reply.content.decode()


def answers(**more):
    return {f"answer-{code}": value for code, value in {**CALM, **more}.items()}
