"""Make the pictures of the guides: a demo shop, the real server, Debian's Chromium. `./wangcai pictures [name …]`

Each picture is a function in `chapters/` with the size of its screen and the person who looks; it leads the page to
the moment worth showing. A page that cannot be led there is named at the end, and the exit code says so.
"""

import os
import shutil
import tempfile
import traceback
from pathlib import Path

import chapters  # noqa: F401  each declares its pictures
from studio.camera import FLAGS, find_chromium, take
from studio.shop import open_shop
from studio.shots import SHOTS

HERE = Path(__file__).resolve().parent


def main(names: list[str], *, out: Path = HERE, shop_folder: str = "", days: int = 90) -> int:
    """Make the named pictures (all when none is named); 1 when one of them failed."""
    from playwright.sync_api import sync_playwright

    unknown = [name for name in names if name not in SHOTS]
    if unknown:
        print(f"没有这些图片 / no such pictures: {', '.join(unknown)}\n有 / there are: {', '.join(SHOTS)}")
        return 2
    data = Path(shop_folder) if shop_folder else Path(tempfile.mkdtemp(prefix="wangcai-pictures-"))
    data.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    shop = open_shop(data, days)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=find_chromium(),
                args=FLAGS,
                env={**os.environ, "LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"},
            )
            for name in names or SHOTS:
                try:
                    take(browser, shop, name, out)
                    print(f"  {name}.png  {(out / f'{name}.png').stat().st_size // 1000} kB", flush=True)
                except Exception as problem:
                    failed.append(name)
                    print(f"  ✗ {name}: {str(problem).splitlines()[0]}", flush=True)
                    if os.environ.get("PICTURES_TRACE"):
                        traceback.print_exc()
            browser.close()
    finally:
        shop.stop()
        if not shop_folder:
            shutil.rmtree(data, ignore_errors=True)
    if failed:
        print(f"没有做成 / failed: {', '.join(failed)}")
    return 1 if failed else 0
