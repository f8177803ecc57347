"""Marks on a finished picture: that it comes from the sandbox, the watermark, and reference pictures."""

import hashlib
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from sandbox.gateway.pictures.colours import WHITE

MARK = "sandbox"


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def stamp_sandbox(image: Image.Image) -> None:
    """The honest mark in the lower right corner."""
    size = max(11, min(image.size) // 46)
    _write_pill(image, MARK, size, right=True)


def stamp_watermark(image: Image.Image, watermark: str) -> None:
    """Across the picture for `true`, the channel's own small one for `omitted`, else nothing."""
    if watermark == "omitted":
        _write_pill(image, "channel default", max(11, min(image.size) // 52), right=False)
    if watermark == "true":
        _write_across(image)


def stamp_references(image: Image.Image, references: tuple[str, ...]) -> None:
    """One small instant photo per reference picture, in the colours of its digest."""
    side = min(image.size) // 9
    draw = ImageDraw.Draw(image)
    for index, digest in enumerate(references[:4]):
        left, top = side // 3 + index * round(side * 1.15), side // 3
        colours = hashlib.sha256(digest.encode()).digest()
        draw.rectangle((left, top, left + side, top + round(side * 1.15)), fill=WHITE)
        inner = side // 12
        box = (left + inner, top + inner, left + side - inner, top + side - inner)
        draw.rectangle(box, fill=(colours[0], colours[1], colours[2]))
        draw.ellipse([box[0] + side // 4, box[1] + side // 4, box[2] - side // 8, box[3] - side // 8],
                     fill=(colours[3], colours[4], colours[5]))  # fmt: skip


def _write_pill(image: Image.Image, text: str, size: int, *, right: bool) -> None:
    font = _font(size)
    left, top, wide, high = (round(value) for value in font.getbbox(text))
    pad = size // 2
    pill = Image.new("L", (wide - left + 2 * pad, high - top + pad), 0)
    ImageDraw.Draw(pill).rounded_rectangle(
        (0, 0, pill.width - 1, pill.height - 1), pill.height // 2, fill=110
    )
    margin = size
    x = image.width - pill.width - margin if right else margin
    y = image.height - pill.height - margin
    image.paste((20, 20, 30), (x, y), pill)
    ImageDraw.Draw(image).text((x + pad - left, y + pad // 2 - top), text, font=font, fill=WHITE)


def _write_across(image: Image.Image) -> None:
    font = _font(max(14, min(image.size) // 14))
    left, top, wide, high = (round(value) for value in font.getbbox("WATERMARK"))
    tile = Image.new("L", (round((wide - left) * 1.6), (high - top) * 5), 0)
    ImageDraw.Draw(tile).text((0, high - top), "WATERMARK", font=font, fill=92)
    tile = tile.rotate(18, expand=False)
    mask = Image.new("L", image.size, 0)
    for row, y in enumerate(range(0, image.height, tile.height)):
        for x in range(-(row % 2) * tile.width // 2, image.width, tile.width):
            mask.paste(tile, (x, y))
    image.paste(WHITE, (0, 0, *image.size), mask)
