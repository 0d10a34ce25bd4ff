"""When a store leaves its customers in peace: a setting of the shop, so whoever holds something for an answer knows it too."""

from datetime import datetime, time, timedelta

from wangcai.kernel.public import local, moment
from wangcai.shops.choices import setting
from wangcai.shops.models import Store


def quiet_until(at: datetime, store: Store) -> datetime | None:
    """The end of the store's quiet hours that `at` falls in (21:00–09:00 where it says nothing), or None.

    Both hours are by the store's clock; the same hour twice means there are none.
    """
    here = local(at, store.timezone)
    begin, end = setting(store, "messages.quiet_from"), setting(store, "messages.quiet_to")
    # Hours since the quiet began; it lasts over midnight as well as within a day.
    if (here.hour - begin) % 24 >= (end - begin) % 24:
        return None
    day = here.date() + timedelta(days=1) if here.hour >= end else here.date()
    return moment(day, time(end), store.timezone)
