"""The lessons' pictures on a dark page: light on dark, in the same hues."""

import base64
import io
from importlib.resources import files
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

PICTURES = sorted((Path(__file__).parents[2] / "notebooks").glob("**/pictures/*.svg"))
READING = files("lessons") / "server" / "labextension" / "static" / "lesson_reading.css"
PAGE = """<body data-jp-theme-light="{is_light}" style="margin: 0"><div class="lessons-lesson">
<div class="jp-RenderedMarkdown"><img src="data:image/svg+xml;base64,{picture}"></div></div>"""


def shown(page: Page, path: Path, *, is_light: bool) -> Image.Image:
    """Return a picture as a page of a theme shows it."""
    picture = base64.b64encode(path.read_bytes()).decode()
    page.set_content(PAGE.format(is_light=str(is_light).lower(), picture=picture))
    page.add_style_tag(content=READING.read_text("utf-8"))
    page.wait_for_function("() => document.querySelector('img').complete")
    return Image.open(io.BytesIO(page.locator("img").screenshot())).convert("RGB")


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_picture_is_dark_on_a_dark_page_alone(page: Page, path: Path) -> None:
    page.set_viewport_size({"width": 720, "height": 400})
    light, dark = (shown(page, path, is_light=one) for one in (True, False))
    for picture, least, most in ((light, 240, 255), (dark, 0, 40)):
        corner = picture.getpixel((picture.width // 60, picture.height // 2))
        assert all(least <= part <= most for part in corner)


def test_a_picture_is_printed_as_it_is(page: Page) -> None:
    page.emulate_media(media="print")
    dark = shown(page, PICTURES[0], is_light=False)
    assert min(dark.getpixel((dark.width // 60, dark.height // 2))) >= 240
