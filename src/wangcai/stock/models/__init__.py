from wangcai.stock.models.documents import Count, Receipt, ReceiptLine, Stocktake, Transfer, TransferLine
from wangcai.stock.models.levels import Bin, Holding, Level, Lot, Move, Promise

__all__ = [
    "Bin",
    "Count",
    "Holding",
    "Level",
    "Lot",
    "Move",
    "Promise",
    "Receipt",
    "ReceiptLine",
    "Stocktake",
    "Transfer",
    "TransferLine",
]
