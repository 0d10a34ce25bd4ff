"""The services of a usual Chinese pet shop, with believable prices of a large city in 2026: a start, free to change.

Minutes and prices are the shop's own experience, not a standard: every figure can be edited on the services page.
"""

from wangcai.catalogue.operations.bands import NewBand

GROOMER = {"kind": "worker", "skill": "groom"}
TABLE = {"kind": "table"}
ROOM = {"kind": "room"}
PLACED = [GROOMER, TABLE]
STAY = {
    "kind": "board", "minutes": 0, "buffer_minutes": 60, "needs": [ROOM], "sop": "boarding", "agreement": "boarding",
    "inquiry": "health", "deposit_basis_points": 3000, "photos_default": True,
}  # fmt: skip
BATH = {"kind": "groom", "buffer_minutes": 15, "needs": PLACED, "inquiry": "health"}
ADDON = {"kind": "groom", "needs": [GROOMER], "addon": True}

# sku, name, price in fen, facts
SERVICES = (
    ("V1001", "标准洗护", 9800, {**BATH, "minutes": 60, "sop": "bath", "species": "dog", "agreement": "grooming"}),
    ("V1002", "猫咪洗护", 15800, {**BATH, "minutes": 90, "sop": "cat_bath", "species": "cat", "agreement": "grooming"}),
    ("V1003", "剪指甲", 2000, {**ADDON, "minutes": 10}),
    ("V1004", "洁耳", 2000, {**ADDON, "minutes": 10, "species": "cat,dog,rabbit"}),
    ("V1005", "药浴", 6000, {**ADDON, "minutes": 20, "species": "cat,dog"}),
    ("V1006", "去毛球", 5000, {**ADDON, "minutes": 20, "species": "cat,dog"}),
    ("V1007", "全身造型", 22800, {
        **BATH, "minutes": 150, "sop": "bath", "species": "dog", "agreement": "grooming", "photos_default": True,
        "deposit_fen": 5000,
    }),
    ("V1008", "猫咪剃毛", 25800, {
        **BATH, "minutes": 120, "sop": "cat_bath", "species": "cat", "agreement": "grooming", "deposit_fen": 5000,
    }),
    ("V1009", "小宠护理", 6800, {**BATH, "minutes": 40, "sop": "bath", "species": "rabbit,other"}),
    ("V2001", "标准间寄养（每晚）", 12800, {**STAY, "vaccines": ["rabies"], "species": "cat,dog"}),
    ("V2002", "安静单间寄养（每晚）", 16800, {**STAY, "vaccines": ["rabies"]}),
    ("V2003", "豪华间寄养（每晚）", 23800, {**STAY, "vaccines": ["rabies"], "species": "cat,dog"}),
    ("V3001", "基础训练（一节）", 20000, {
        "kind": "train", "minutes": 60, "buffer_minutes": 15, "sop": "training", "species": "dog", "inquiry": "health",
        "needs": [{"kind": "worker", "skill": "train"}, {"kind": "ground"}], "vaccines": ["rabies", "canine_core"],
    }),
    ("V3002", "行为训练（一节）", 30000, {
        "kind": "train", "minutes": 60, "buffer_minutes": 15, "sop": "training", "species": "dog", "inquiry": "health",
        "needs": [{"kind": "worker", "skill": "train"}, {"kind": "ground"}], "vaccines": ["rabies", "canine_core"],
        "confirms_itself": False,
    }),
    ("V4001", "驱虫护理", 6000, {
        "kind": "health", "minutes": 20, "buffer_minutes": 5, "sop": "health", "needs": [{"kind": "worker"}],
        "species": "cat,dog,rabbit",
    }),
    ("V4002", "疫苗护理", 9800, {
        "kind": "health", "minutes": 30, "buffer_minutes": 10, "sop": "health", "inquiry": "health",
        "needs": [{"kind": "worker", "skill": "vet"}], "species": "cat,dog", "confirms_itself": False,
    }),
)  # fmt: skip


def _dog(factor: int, price: int) -> list[NewBand]:
    """Weight × coat; `factor` and `price` in percent of the plain bath."""
    rows = []
    for up_to, plain, fen in (
        (5_000, 45, 6800),
        (10_000, 60, 9800),
        (25_000, 75, 13800),
        (40_000, 100, 18800),
        (None, 150, 28800),
    ):
        for coat, slower, dearer in (("", 100, 100), ("double", 120, 120), ("long", 130, 130), ("curly", 140, 130)):
            minutes = -(-plain * slower * factor // 10_000 // 5) * 5
            low = fen * dearer * price // 10_000_000 * 1000 + 800  # ends with an 8, as price lists do
            rows.append(NewBand(minutes, "dog", "", up_to, coat, None, low, low + max(2000, low // 10_000 * 1000)))
    return rows


def _cat(plain: int, fen: int) -> list[NewBand]:
    return [
        NewBand(minutes, "cat", "", up_to, coat, None, price, price + 3000)
        for up_to, coat, minutes, price in (
            (6_000, "", plain, fen), (None, "", plain + 15, fen + 3000),
            (6_000, "long", plain + 30, fen + 4000), (None, "long", plain + 45, fen + 7000),
        )
    ]  # fmt: skip


BANDS = {
    "V1001": _dog(100, 100),
    "V1002": _cat(90, 15800),
    "V1005": [
        NewBand(15, "cat", price_fen=6000), NewBand(15, "dog", up_to_g=10_000, price_fen=5000),
        NewBand(20, "dog", up_to_g=25_000, price_fen=8000), NewBand(30, "dog", price_fen=12000),
    ],
    "V1007": _dog(180, 200),
    "V1008": _cat(120, 25800),
}  # fmt: skip

# code, sku, name, basis, amount (fen, or basis points), rule, kind of service, ceiling in fen
SURCHARGES = (
    ("knots", "E0001", "开结费", "minutes", 3000, "", "groom", 18000),
    ("holiday", "E0002", "节假日加收", "percent", 2000, "holiday", "", 0),
    ("late_pickup", "E0003", "超时接回", "fixed", 5000, "late_pickup", "", 0),
    ("medicine", "E0004", "喂药费", "fixed", 1000, "", "board", 0),
    ("no_show", "E0005", "爽约费", "percent", 3000, "no_show", "", 0),
    ("cancel", "E0006", "取消费", "percent", 2000, "cancel", "", 0),
    ("deshed", "E0007", "去浮毛加收", "minutes", 2500, "", "groom", 12000),
    ("aggressive", "E0008", "防护加收（两人操作）", "fixed", 5000, "", "groom", 0),
    ("peak", "E0009", "旺季加收", "percent", 1500, "peak", "board", 0),
    ("over_24h", "E0010", "寄养超时（每小时）", "fixed", 1000, "over_24h", "board", 12800),
    ("second_pet", "E0011", "同住第二只优惠", "percent", -3000, "second_pet", "board", 0),
    ("medicine_day", "E0013", "喂药费（每天）", "day", 2000, "", "board", 0),
    ("feeding", "E0012", "特殊喂食（每次）", "fixed", 800, "", "board", 0),
)
