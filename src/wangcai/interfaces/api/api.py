"""The API object: its routers and how it says no."""

from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from wangcai import __version__
from wangcai.interfaces.api.door import Token, http_error, refused, unclear
from wangcai.interfaces.api.routes.arrivals import router as arrivals
from wangcai.interfaces.api.routes.choosing import router as services
from wangcai.interfaces.api.routes.customers import router as customers
from wangcai.interfaces.api.routes.exceptions import router as exceptions
from wangcai.interfaces.api.routes.fulfilment import router as fulfilment
from wangcai.interfaces.api.routes.goods import router as goods
from wangcai.interfaces.api.routes.health import router as health
from wangcai.interfaces.api.routes.homegoing import router as homegoing
from wangcai.interfaces.api.routes.money import router as money
from wangcai.interfaces.api.routes.orders import router as orders
from wangcai.interfaces.api.routes.pets import router as pets
from wangcai.interfaces.api.routes.places import router as places
from wangcai.interfaces.api.routes.shops import router as shops
from wangcai.interfaces.api.routes.stock import router as stock
from wangcai.interfaces.api.routes.visits import router as visits
from wangcai.interfaces.api.routes.work import router as work
from wangcai.kernel.public import Refusal

api = NinjaAPI(
    title="Wangcai 旺财",
    version=__version__,
    description="Orders, visits, customers, goods and stock of a pet shop. Amounts are whole fen; times carry an offset.",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,  # described by a file, see description.py
    auth=Token(),
)
api.add_exception_handler(Refusal, refused)
api.add_exception_handler(ValidationError, unclear)
api.add_exception_handler(HttpError, http_error)
api.add_router("/v1", shops)
api.add_router("/v1/customers", customers)
api.add_router("/v1/pets", pets)
api.add_router("/v1/goods", goods)
api.add_router("/v1/stock", stock)
api.add_router("/v1/orders", orders)
for _router in (services, places, visits, arrivals, work, homegoing, health):
    api.add_router("/v1", _router)
api.add_router("/v1", exceptions)
api.add_router("/v1", fulfilment)
api.add_router("/v1", money)
