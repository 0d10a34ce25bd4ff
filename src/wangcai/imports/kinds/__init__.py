"""What can be imported, one kind a file; each judges rows without writing and stores what it accepted."""

from wangcai.imports.kinds.base import Kind
from wangcai.imports.kinds.breeds import BreedList
from wangcai.imports.kinds.customers import Customers
from wangcai.imports.kinds.goods import Goods
from wangcai.imports.kinds.licences import PetLicences
from wangcai.imports.kinds.orders import Orders
from wangcai.imports.kinds.pets import Pets

KINDS: dict[str, type[Kind]] = {kind.NAME: kind for kind in (Customers, Pets, Goods, Orders, PetLicences, BreedList)}
