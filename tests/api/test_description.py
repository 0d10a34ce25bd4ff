"""What integrators are told of the API."""

from wangcai.interfaces.api.api import api
from wangcai.interfaces.api.description import FILE, as_text


def test_the_schema_is_what_integrators_were_told(client):
    """A change of the API changes the file on purpose: run with WANGCAI_ACCEPT=1 to write it anew."""
    import os

    text = as_text(api)
    if os.environ.get("WANGCAI_ACCEPT"):
        FILE.write_text(text, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == text
    assert client.get("/api/openapi.json").json()["paths"]["/api/v1/orders"]["post"]["responses"]["409"]
