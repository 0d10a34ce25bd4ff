"""Chinese names of people, pets and streets; invented, common, and none of a real customer."""

from random import Random

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华文玲慧建红梅鹏飞宇浩然子轩雨欣怡梓涵诗琪佳思远俊凯晓东雪婷嘉欣悦晨曦天宇若溪沐辰语嫣可心一诺"
PETS = (
    "豆豆 团团 圆圆 毛毛 球球 可乐 布丁 奶茶 年糕 汤圆 糯米 花生 芝麻 土豆 包子 饺子 馒头 麻薯 雪球 煤球 橘子 柚子 栗子 咪咪 妞妞 旺旺 来福 大黄 "
    "小白 小黑 点点 多多 乐乐 贝贝 皮皮 胖胖 嘟嘟 果冻 泡芙 曲奇 奥利奥 摩卡 拿铁 威士忌 七喜 元宝 招财 如意 平安 大壮 虎子 辛巴 露娜 米粒 闪闪"
).split()
STREETS = "天平路 衡山路 肇嘉浜路 宛平南路 漕溪北路 零陵路 康定路 愚园路 武定路 昌平路 胶州路 万航渡路 长宁路 江苏路 新闸路 陕西北路".split()
DISTRICTS = ("徐汇区", "静安区", "长宁区", "黄浦区")
CAT_BREEDS = ("英国短毛猫", "美国短毛猫", "布偶猫", "中华田园猫", "橘猫", "波斯猫", "暹罗猫", "缅因猫")
DOG_BREEDS = (
    "泰迪",
    "柯基",
    "金毛寻回犬",
    "比熊",
    "法国斗牛犬",
    "拉布拉多",
    "边境牧羊犬",
    "中华田园犬",
    "柴犬",
    "雪纳瑞",
    "博美",
)


def person_name(random: Random) -> str:
    """A full name, or now and then only 王女士 as people give it at the counter."""
    surname = random.choice(SURNAMES)
    if random.random() < 0.22:
        return surname + random.choice(("先生", "女士"))
    return surname + "".join(random.choice(GIVEN) for _ in range(random.choice((1, 2, 2))))


def phone_number(random: Random, used: set[str]) -> str:
    """A mobile number of the shape people have, given to one person only."""
    while True:
        number = (
            random.choice(("138", "139", "136", "150", "158", "186", "177", "199")) + f"{random.randrange(10**8):08d}"
        )
        if number not in used:
            used.add(number)
            return number


def address(random: Random) -> tuple[str, str]:
    """(district, address)."""
    district = random.choice(DISTRICTS)
    home = f"{random.randint(2, 990)} 弄 {random.randint(1, 40)} 号 {random.randint(101, 2403)} 室"
    return district, f"{district}{random.choice(STREETS)} {home}"
