"""Pictures of the demo shop, drawn on the spot: a signature, a page of a vaccine book, a pet on a coloured ground."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

COATS = {"cat": ("#9aa7b8", "#e9eef4"), "dog": ("#3c3f46", "#f2ede4")}
GROUNDS = ("#f4e3cf", "#dcebe4", "#e4e2f3", "#f5dfe0", "#dfeaf5")


def _jpeg(picture: Image.Image) -> bytes:
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=80)
    return kept.getvalue()


def signature(seed: int) -> bytes:
    """A line like a hand writes it."""
    random, picture = Random(seed), Image.new("RGB", (420, 160), "white")
    points = [(30 + 24 * n, 80 + random.randint(-42, 42)) for n in range(15)]
    ImageDraw.Draw(picture).line(points, fill="#1d2026", width=4, joint="curve")
    return _jpeg(picture)


def vaccine_page(seed: int) -> bytes:
    """A page with lines, a sticker and a stamp."""
    random, picture = Random(seed), Image.new("RGB", (640, 440), "#fbfaf6")
    draw = ImageDraw.Draw(picture)
    for row in range(6):
        draw.line((40, 70 + 56 * row, 600, 70 + 56 * row), fill="#c9c4b8", width=2)
    draw.rectangle((60, 84, 230, 122), fill=random.choice(GROUNDS), outline="#8a8f9a")
    draw.ellipse((430, 250, 570, 390), outline="#b4332b", width=5)
    return _jpeg(picture)


def portrait(species: str, seed: int) -> bytes:
    """A round head with ears and eyes: no photograph of anybody's animal."""
    random, ground = Random(seed), GROUNDS[seed % len(GROUNDS)]
    coat, light = COATS.get(species, COATS["dog"])
    picture = Image.new("RGB", (800, 600), ground)
    draw, x, y = ImageDraw.Draw(picture), 400 + random.randint(-60, 60), 330 + random.randint(-30, 30)
    if species == "cat":
        draw.polygon([(x - 170, y - 60), (x - 150, y - 250), (x - 40, y - 150)], fill=coat)
        draw.polygon([(x + 170, y - 60), (x + 150, y - 250), (x + 40, y - 150)], fill=coat)
    else:
        draw.ellipse((x - 240, y - 150, x - 110, y + 110), fill=coat)
        draw.ellipse((x + 110, y - 150, x + 240, y + 110), fill=coat)
    draw.ellipse((x - 180, y - 190, x + 180, y + 170), fill=coat)
    draw.ellipse((x - 95, y - 10, x + 95, y + 150), fill=light)
    for side in (-1, 1):
        draw.ellipse((x + side * 80 - 26, y - 80, x + side * 80 + 26, y - 28), fill="#1d2026")
        draw.ellipse((x + side * 80 - 6, y - 72, x + side * 80 + 6, y - 60), fill="white")
    draw.ellipse((x - 26, y + 16, x + 26, y + 54), fill="#5a3b36")
    return _jpeg(picture)
