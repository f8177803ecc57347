"""Small versions of pictures, for lists."""

import asyncio
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.domain.errors import ImageRejected

#: Pixels of the longer side.
_SIDE = 256
_QUALITY = 70


async def thumbnail(path: Path) -> bytes:
    """A small WebP of the picture.

    Raises:
        ImageRejected: it cannot be read.
    """
    return await asyncio.to_thread(_shrink, path)


def _shrink(path: Path) -> bytes:
    try:
        with Image.open(path, formats=["PNG", "JPEG", "WEBP"]) as image:
            # JPEG decodes at a fraction of its size; others ignore it.
            image.draft("RGB", (_SIDE, _SIDE))
            image.thumbnail((_SIDE, _SIDE))
            small = image.convert("RGBA" if image.has_transparency_data else "RGB")
    except OSError as error:
        raise ImageRejected("image_invalid") from error
    content = BytesIO()
    small.save(content, "WEBP", quality=_QUALITY)
    return content.getvalue()
