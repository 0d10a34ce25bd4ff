"""What the demo shop sells. One line a product: category|species|name|brand|marks|variants.

Marks: f food, e has an expiry date, m medicine, d device. Variants are separated by `;`: size,colour,price in yuan,grams.
"""

GOODS = """
staple|cat|冻干双拼猫粮|爪印|fe|1.8kg,,189,1800;6kg,,498,6000
staple|cat|无谷鸡肉幼猫粮|爪印|fe|1.5kg,,139,1500;5kg,,369,5000
staple|cat|三文鱼成猫粮|毛球星球|fe|2kg,,168,2000;7kg,,459,7000
staple|cat|老年猫低磷粮|晨牧|fe|1.5kg,,178,1500
staple|cat|肠胃舒缓处方猫粮|晨牧|fe|2kg,,268,2000
staple|cat|泌尿道护理处方猫粮|晨牧|fe|1.5kg,,228,1500
staple|dog|无谷三文鱼犬粮|爪印|fe|2kg,,168,2000;10kg,,619,10000
staple|dog|小型犬成犬粮|毛球星球|fe|1.5kg,,98,1500;7.5kg,,359,7500
staple|dog|大型犬幼犬粮|毛球星球|fe|3kg,,158,3000;15kg,,569,15000
staple|dog|鸭肉梨低敏犬粮|晨牧|fe|2kg,,188,2000
staple|cat|主食猫罐 鸡肉三文鱼|小鱼干家|fe|85g,,12.9,85;85g×24,,278,2040
staple|cat|主食猫罐 金枪鱼|小鱼干家|fe|85g,,12.9,85;85g×24,,278,2040
staple|dog|主食犬罐 牛肉蔬菜|小鱼干家|fe|375g,,16.8,375;375g×12,,188,4500
snack|cat|鸡肉冻干|小鱼干家|fe|60g,,39,60;200g,,99,200
snack|cat|猫条 三文鱼味|小鱼干家|fe|15g×4,,15.8,60;15g×20,,69,300
snack|cat|猫薄荷饼干|毛球星球|fe|80g,,22,80
snack|dog|牛肉粒|爪印|fe|100g,,32,100
snack|dog|洁齿骨|爪印|fe|小型犬 12 支,,38,120;中大型犬 8 支,,45,200
snack|dog|羊奶棒|毛球星球|fe|10 支,,26,150
snack|dog|鸭肉干|小鱼干家|fe|200g,,36,200
snack|dog|风干牛耳|小鱼干家|fe|5 只,,42,180
health|cat|化毛膏|晨牧|fe|120g,,68,120
health|cat|猫用益生菌|晨牧|fe|5g×14,,88,70
health|dog|关节护理软骨素|晨牧|fe|90 粒,,158,150
health|dog|犬用益生菌|晨牧|fe|5g×14,,88,70
health|dog|美毛卵磷脂|晨牧|fe|450g,,98,450
health|cat|赖氨酸营养膏|晨牧|fe|100g,,75,100
health|cat|宠物羊奶粉|毛球星球|fe|300g,,79,300
litter|cat|豆腐猫砂 原味|云朵|e|6L,,29.9,2600;6L×4,,108,10400
litter|cat|豆腐猫砂 绿茶|云朵|e|6L,,31.9,2600;6L×4,,115,10400
litter|cat|膨润土猫砂|云朵||10kg,,45,10000
litter|cat|混合猫砂|云朵|e|2.5kg,,26.9,2500;2.5kg×4,,98,10000
litter|cat|全封闭猫砂盆|云朵||大号,奶白,199,3200;大号,雾蓝,199,3200
litter|cat|猫砂铲|云朵||,奶白,15,120;,雾蓝,15,120
toy|cat|逗猫棒 羽毛|好好玩||,粉,18,60;,绿,18,60
toy|cat|电动激光逗猫器|好好玩|d|,,89,180
toy|cat|剑麻猫抓板|好好玩||弧形,,49,900;柱形,,89,2100
toy|dog|耐咬橡胶球|好好玩||小号,红,22,90;大号,蓝,35,210
toy|dog|漏食玩具|好好玩||中号,,58,260
toy|dog|牵引绳结玩具|好好玩||中号,,26,150
toy|dog|发声毛绒鸭|好好玩||,黄,29,80
wear|dog|秋冬棉马甲|小尾巴||S,焦糖,89,180;M,焦糖,99,220;L,焦糖,109,260
wear|dog|雨衣|小尾巴||M,明黄,79,160;L,明黄,89,190;XL,明黄,99,230
wear|cat|伊丽莎白软圈|小尾巴||S,,35,60;M,,39,80
wear|dog|针织围脖|小尾巴||M,雪白,45,70
bed|cat|半封闭猫窝|小尾巴||中号,奶茶,139,900;大号,奶茶,179,1300
bed|dog|可拆洗犬窝|小尾巴||M,深灰,159,1500;L,深灰,219,2100
bed|cat|吸盘猫吊床|小尾巴||,,69,600
bed|dog|夏季冰垫|小尾巴||M,,49,700
walk|dog|反光牵引绳|走走||1.5m,黑,49,180;1.5m,珊瑚,49,180
walk|dog|胸背带|走走||S,珊瑚,79,150;M,黑,89,180;L,黑,99,220
walk|cat|双肩太空包|走走||,透明白,169,1200
walk|dog|可登机航空箱|走走||2 号,灰,259,3200
walk|dog|便携水杯|走走||350ml,,39,160
walk|dog|拾便袋|走走||8 卷,,19.9,240
care|cat|免洗泡沫香波|晨光|e|200ml,,49,220
care|dog|低敏燕麦香波|晨光|e|500ml,,79,540
care|dog|护毛素|晨光|e|500ml,,69,540
care|cat|洁耳液|晨光|e|120ml,,58,150
care|cat|泪痕清洁湿巾|晨光|e|130 片,,39,300
care|dog|指甲剪|晨光||,,29,90
care|dog|排梳|晨光||,,25,110
care|cat|自动吸水毛巾|晨光||,灰,28,150
care|cat|智能饮水机|晨光|d|2L,,199,1100
care|cat|定时喂食器|晨光|d|3L,,299,1800
medicine|cat|猫用体内外驱虫滴剂|安宠|em|2.5kg 以下,,75,20;2.5–7.5kg,,85,20
medicine|dog|犬用体外驱虫滴剂|安宠|em|10kg 以下,,69,20;10–25kg,,79,25
medicine|dog|犬用体内驱虫片|安宠|em|4 片,,56,15
medicine|cat|创面喷雾|安宠|em|60ml,,48,80
""".strip().splitlines()

SERVICES = (
    ("小型犬洗护", 9800), ("中型犬洗护", 14800), ("大型犬洗护", 22800), ("短毛猫洗护", 12800), ("长毛猫洗护", 16800),
    ("小型犬美容造型", 22800), ("剪指甲", 2000), ("洗耳", 2500), ("药浴加购", 4800),
)  # fmt: skip
# Things nobody makes a barcode for: they get one of the shop's own (20…).
OWN_CODES = ("猫砂铲", "牵引绳结玩具", "针织围脖", "逗猫棒 羽毛")
