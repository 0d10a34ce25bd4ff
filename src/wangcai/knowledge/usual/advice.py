"""What to tell an owner at home-going: short, one thing each, chosen from the library for the hand-over report."""

from typing import Any

TEXTS = (
    ("ears", "耳朵", "洗完澡两天内如果频繁甩头、抓耳朵，请联系我们或医生看看。"),
    ("skin_red", "皮肤发红", "有几处发红，已轻手处理。请每天看一次，三天没退或变大就去看医生。"),
    ("knots", "打结", "腋下和尾根有打结，请隔天用排梳从根部梳到尖，防止越打越紧。"),
    ("brush_daily", "每天梳毛", "换毛季每天梳一次，一次五分钟就够，先摸再梳。"),
    ("nails", "指甲", "指甲三到四周剪一次，走路有哒哒声就该剪了。"),
    ("anal_glands", "肛门腺", "这次有清理。若它拖屁股或频繁舔，请再来一次或看医生。"),
    ("teeth", "牙齿", "有牙石和口臭，建议看牙科，平时用洁牙零食或刷牙。"),
    ("ear_clean", "日常清耳", "每周用洁耳液擦一次外耳，不用棉签往里捅。"),
    ("diet_change", "换粮", "换粮请用七天，旧粮从九成慢慢减到零，边换边看大便。"),
    ("after_boarding", "寄养后几天", "刚回家会累、吃得少一两天，这是正常的；三天还没精神请联系我们。"),
    ("water_bowl", "喝水", "多给水，一天一换；猫咪的水碗离饭碗远一点。"),
    ("weight", "体重", "比上次重了一些，零食请算进一天的量，每周称一次。"),
    ("deworm_due", "驱虫", "体内外驱虫按月提醒您；天热时外驱每月一次。"),
    ("vaccine_due", "疫苗", "疫苗快到期了，请按日期去打，打完把本子拍给我们存档。"),
    ("stress", "应激", "今天有点紧张，回家先让它安静待着，不要马上抱、洗、换环境。"),
    ("training_home", "在家练习", "每天三次、每次五分钟，做对马上奖励，不做对就当没看见。"),
    ("summer", "夏天", "避开中午出门，走路先用手背试地面；短鼻的狗狗室内要开空调。"),
    ("lump", "摸到包块", "摸到一个小包块，已在照片里标出，请尽快让医生看看。"),
)

ADVICE: list[tuple[str, str, str, str, dict[str, Any]]] = [
    ("advice", code, title, "", {"text": text}) for code, title, text in TEXTS
]
