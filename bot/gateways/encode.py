"""Making a picture fit under an upload limit, with as little loss as it takes."""

import asyncio
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.domain.errors import ImageRejected

#: Falling quality first, then smaller pictures.
_QUALITIES = (92, 85, 75, 60)
_SHRINK = 0.75
_SMALLEST_SIDE = 32
#: WebP has no larger side.
_WEBP_SIDE = 16383


async def fit_under(path: Path, limit_bytes: int) -> Path | bytes:
    """The file itself if it fits, else the best smaller version that does.

    Raises:
        ImageRejected: `image_too_large` if no version fits, `image_invalid` if it cannot be read.
    """
    return await asyncio.to_thread(_fit, path, limit_bytes)


def _fit(path: Path, limit_bytes: int) -> Path | bytes:
    try:
        if path.stat().st_size <= limit_bytes:
            return path
        with Image.open(path, formats=["PNG", "JPEG", "WEBP"]) as image:
            plain = image.convert("RGBA" if image.has_transparency_data else "RGB")
    except OSError as error:
        raise ImageRejected("image_invalid") from error
    for content in _versions(plain):
        if len(content) <= limit_bytes:
            return content
    raise ImageRejected("image_too_large")


def _versions(image: Image.Image) -> Iterator[bytes]:
    """Ever smaller encodings."""
    for quality in _QUALITIES:
        yield _encoded(image, quality)
    width, height = image.size
    while min(width, height) > _SMALLEST_SIDE:
        width, height = max(int(width * _SHRINK), 1), max(int(height * _SHRINK), 1)
        # From the original each time: repeated scaling blurs.
        yield _encoded(image.resize((width, height), Image.Resampling.LANCZOS), _QUALITIES[-2])


def _encoded(image: Image.Image, quality: int) -> bytes:
    buffer = BytesIO()
    if max(image.size) > _WEBP_SIDE:
        image.convert("RGB").save(buffer, "JPEG", quality=quality, optimize=True)
    else:
        image.save(buffer, "WEBP", quality=quality)
    return buffer.getvalue()
