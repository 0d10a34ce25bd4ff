"""Working steps of the house: what is done in which order, and what proves it."""

from typing import Any

from django.utils.translation import gettext_noop as _


def _step(code: str, text: str, need: str = "", *, minutes: int = 0, unit: str = "", required: bool = True) -> dict:
    return {"code": code, "text": text, "need": need, "minutes": minutes, "unit": unit, "required": required}


BATH = [
    _step("identify", _("核对宠物与预约：名字、牌号、主人的要求，照着方案确认单念一遍")),
    _step("disinfect", _("剪刀、梳子、推头和台面消毒，泡足时间再用"), "timer", minutes=10),
    _step(
        "body_check", _("全身检查：皮肤、耳朵、眼睛、牙齿、脚垫、肛门腺；有伤口、红肿、寄生虫先拍照再告诉主人"), "photo"
    ),
    _step("arrival_weight", _("称体重"), "value", unit="kg", required=False),
    _step("brush", _("全身梳通；打结超过十五分钟先问主人是否加收")),
    _step("nails_ears", _("剪指甲、清洁耳道，棉球不深入耳道")),
    _step("water", _("试水温，用手腕内侧和水温计各试一次，36–38℃"), "value", unit="℃"),
    _step("shampoo", _("选浴液并登记批号；过敏的用低敏浴液"), "lot"),
    _step("wash", _("从背部往后洗，面部用湿毛巾，不直冲头脸和耳朵")),
    _step("rinse", _("冲净泡沫，手摸没有滑腻感")),
    _step("dry", _("吹干：先毛巾吸水，风筒离皮肤 20 厘米以上；每五分钟看一次呼吸和舌色")),
    _step("trim", _("修脚底毛、腹底毛和肛周毛，按主人的要求修剪造型")),
    _step("after_photo", _("拍完成照：正面、侧面各一张"), "photo"),
    _step("second_check", _("另一位同事核对：有没有伤口、耳朵有没有进水、要求是不是都做到"), "second"),
    _step("clean_up", _("台面、地面和工具清洁，毛发装袋")),
]
CAT_BATH = [
    _step("identify", _("核对猫咪与预约，关好门窗；陌生的猫先在航空箱里适应十分钟"), "timer", minutes=10),
    _step("disinfect", _("工具与台面消毒，泡足时间再用"), "timer", minutes=10),
    _step("body_check", _("轻手检查皮肤、耳朵、眼睛、牙龈、指甲；异常拍照"), "photo"),
    _step("stress", _("看应激：瞳孔放大、张口呼吸、流口水，任何一项出现就停手告诉主人"), "value", unit="0–4"),
    _step("brush", _("梳通；打结剪开，不硬拽")),
    _step("nails_ears", _("剪指甲、清洁耳朵")),
    _step("water", _("试水温 37–39℃，水声放小"), "value", unit="℃"),
    _step("shampoo", _("选猫用浴液并登记批号"), "lot"),
    _step("wash", _("两人配合，全程一只手扶住前肢，不按脖子，不淋头")),
    _step("dry", _("毛巾吸干后用低噪音风筒；怕吹风的用烘干垫或自然晾，不关进烘干箱")),
    _step("after_photo", _("拍完成照"), "photo"),
    _step("second_check", _("另一位同事核对精神、呼吸和皮肤"), "second"),
    _step("clean_up", _("清洁台面和地面")),
]
BOARDING = [
    _step("identify", _("核对宠物、房间和入住日期，房卡写上名字、忌口和主人电话尾号")),
    _step("room_ready", _("房间消毒、通风后再入住"), "timer", minutes=30),
    _step("body_check", _("入住检查：体重、皮肤、耳朵、粪便；拍入住照"), "photo"),
    _step("belongings", _("带来的东西逐件拍照登记，药品另放冷藏或药柜"), "photo"),
    _step("diet", _("按主人写的食谱和时间喂，换粮要主人同意；喂完记吃了多少")),
    _step("water_bowl", _("换水，水碗清洗")),
    _step("daily_clean", _("每天清洁房间：清粪、换垫、擦笼、消毒、通风，20:00 前完成并拍照"), "photo"),
    _step("observe", _("早晚各看一次：精神、食欲、粪便、呼吸；不正常马上记红并告诉主人")),
    _step("walk", _("狗狗每天放风两次，牵绳、单独放，相克的不同场"), required=False),
    _step("medicine", _("喂药前另一位同事核对名字、药名、剂量"), "second", required=False),
    _step("night_check", _("夜间查房：门锁、温度 20–26℃、通风"), "value", unit="℃"),
    _step("leave_check", _("离店前：体重、皮肤、完成照，东西逐件还"), "photo"),
]
TRAINING = [
    _step("identify", _("核对宠物、课程和上次作业")),
    _step("warm_up", _("热身和环境适应"), "timer", minutes=5),
    _step("ground_check", _("场地检查：门关好、没有尖物、没有相克的宠物在场")),
    _step("train", _("按本节目标练习；只用奖励，不打不吓"), "timer", minutes=40),
    _step("rest", _("休息喝水"), "timer", minutes=5),
    _step("score", _("给每个目标打分 0–5，写下看到的")),
    _step("video", _("拍一段练习视频或照片给主人"), "photo", required=False),
    _step("homework", _("写回家作业，主人来接时示范一遍")),
]
HEALTH = [
    _step("identify", _("核对宠物、年龄、体重和过敏史")),
    _step("weigh", _("称体重，按体重选规格"), "value", unit="kg"),
    _step("product", _("登记产品和批号，看有效期"), "lot"),
    _step("second_dose", _("另一位同事核对产品、剂量和宠物"), "second"),
    _step("give", _("给药或涂抹，涂在舔不到的位置")),
    _step("watch", _("观察十五分钟，看有没有流口水、呕吐、抓挠"), "timer", minutes=15),
    _step("book_next", _("告诉主人下一次的日期")),
]

SOPS: list[tuple[str, str, str, str, dict[str, Any]]] = [
    ("sop", "bath", _("狗狗洗护步骤"), "dog", {"steps": BATH}),
    ("sop", "cat_bath", _("猫咪洗护步骤"), "cat", {"steps": CAT_BATH}),
    ("sop", "boarding", _("寄养步骤"), "", {"steps": BOARDING}),
    ("sop", "training", _("训练课步骤"), "dog", {"steps": TRAINING}),
    ("sop", "health", _("驱虫与基础护理步骤"), "", {"steps": HEALTH}),
]
