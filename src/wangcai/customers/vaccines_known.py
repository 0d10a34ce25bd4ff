"""What dogs, cats and rabbits usually get and how long it holds: where a chain's own table starts.

Sources are named line by line; the interval of a product's leaflet and the local authority's order come first.
species | kind | code | name | months | required (r) | source
"""

WSAVA = "WSAVA Vaccination Guidelines 2024"
ESCCAP = "ESCCAP GL1 2021"
LAW = "《动物防疫法》第三十条；以疫苗说明书为准"
RABBIT = "BSAVA/RWAF 兔疫苗建议"

USUAL = (
    ("dog", "vaccine", "rabies", "狂犬疫苗", 12, True, LAW),
    ("dog", "vaccine", "canine_core", "犬多联疫苗（犬瘟、细小、腺病毒）", 12, True, f"{WSAVA}；寄养按一年"),
    ("dog", "vaccine", "kennel_cough", "犬窝咳疫苗", 12, False, WSAVA),
    ("dog", "deworming", "worms_inside", "体内驱虫", 3, False, ESCCAP),
    ("dog", "deworming", "worms_outside", "体外驱虫", 1, False, ESCCAP),
    ("cat", "vaccine", "rabies", "狂犬疫苗", 12, True, LAW),
    ("cat", "vaccine", "feline_core", "猫三联疫苗（猫瘟、鼻支、杯状）", 12, True, f"{WSAVA}；寄养按一年"),
    ("cat", "deworming", "worms_inside", "体内驱虫", 3, False, ESCCAP),
    ("cat", "deworming", "worms_outside", "体外驱虫", 1, False, ESCCAP),
    ("rabbit", "vaccine", "rhd", "兔瘟疫苗", 6, False, RABBIT),
    ("rabbit", "deworming", "worms_inside", "体内驱虫", 3, False, ESCCAP),
)
