"""The API object: its routers and how it says no."""

from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from wangcai import __version__
from wangcai.interfaces.api.door import Token, http_error, refused, unclear
from wangcai.interfaces.api.routes.orders import router as orders
from wangcai.kernel.public import Refusal

api = NinjaAPI(
    title="Wangcai 旺财",
    version=__version__,
    description="Orders, customers, goods and stock of a pet shop. Amounts are whole fen; times carry an offset.",
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=Token(),
)
api.add_exception_handler(Refusal, refused)
api.add_exception_handler(ValidationError, unclear)
api.add_exception_handler(HttpError, http_error)
api.add_router("/v1/orders", orders)
