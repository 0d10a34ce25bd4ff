"""How a page of the files is asked for."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

HTMX = {"HX-Request": "true"}


def queries(browser, address, **more):
    browser.get(address, **more)  # the first request fills caches of the process
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert browser.get(address, **more).status_code == 200
    return len(seen)
