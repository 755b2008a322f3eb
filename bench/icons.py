"""The icons of the installed app, drawn from ``web/static/favicon.svg``: ``python -m bench.icons``."""

from __future__ import annotations

import re
from pathlib import Path

from bench.shrink import shrink
from tests.browser import open_browser

STATIC = Path(__file__).parent.parent / "web" / "static"
GROUND = "#144a34"
ICONS = {
    "icon-192.png": (192, False),
    "icon-512.png": (512, False),
    "icon-mask.png": (512, True),
    "icon-touch.png": (180, True),
}
"""By name the size in pixels, and whether phones may cut it to a shape of their own, so that it needs a margin."""


def main() -> None:
    favicon = (STATIC / "favicon.svg").read_text()
    with open_browser() as browser:
        for name, (size, is_cut) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            drawing = with_margin(favicon) if is_cut else favicon
            page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:100vw;height:100vh}}</style>{drawing}")
            page.screenshot(path=STATIC / name, omit_background=True)
            page.close()
            print(STATIC / name)
    shrink([STATIC / name for name in ICONS], colours=32)


def with_margin(favicon: str) -> str:
    """The drawing within the inner 80 %, which no shape cuts, on a ground without corners."""
    mark = re.search(r"<g .*</g>", favicon)
    assert mark is not None
    moved = f'<g transform="translate(4.2 4.2) scale(.74)">{mark[0]}</g>'
    ground = f'<rect width="32" height="32" fill="{GROUND}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{ground}{moved}</svg>'


if __name__ == "__main__":
    main()
