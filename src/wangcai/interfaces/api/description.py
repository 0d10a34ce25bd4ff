"""What integrators are told of the API: an OpenAPI file beside the code, so that a change is seen in review.

It is written by the test that compares it, and served as it is: making it anew takes a second of a processor. What
every operation may refuse is written once, not six times for each of a hundred operations.
"""

import json
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from wangcai.interfaces.api.schemas import Problem

FILE = Path(__file__).with_name("openapi.json")
REFUSALS = {str(code): HTTPStatus(code).phrase for code in (400, 401, 403, 404, 409, 422)}


def describe(api: NinjaAPI) -> dict[str, Any]:
    """The whole OpenAPI document, refusals and all."""
    whole: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/"), default=str))
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    whole["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    whole["components"]["responses"] = {
        phrase.replace(" ", ""): {"description": phrase, "content": problem} for phrase in REFUSALS.values()
    }
    refs = {code: {"$ref": f"#/components/responses/{phrase.replace(' ', '')}"} for code, phrase in REFUSALS.items()}
    for path in whole["paths"].values():
        for operation in path.values():
            operation["responses"].update(refs)
    return whole


def as_text(api: NinjaAPI) -> str:
    """The document as it stands in the file."""
    return json.dumps(describe(api), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@cache
def _written() -> bytes:
    return FILE.read_bytes()


def openapi(request: HttpRequest) -> HttpResponse:
    """GET /api/openapi.json, for everybody."""
    return HttpResponse(_written(), content_type="application/json")
