"""A person's picture made ready for a gateway: upright, small enough, nothing in it but what is seen.

The bytes decide what a file is, not its name. Of a moving picture the first frame is taken. Blocking:
run in a thread.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from bot.domain.errors import ImageRejected, ReferenceFault, ReferenceRejected
from bot.domain.reference import MAX_PIXELS, check_bytes
from bot.gateways.verify import HEAD, format_of

#: Pixels of the longer side; the models paint no larger than this by themselves.
LONG_SIDE = 2048
#: Bytes of what is sent of one picture: four of them, in base64, are still a modest request.
MAX_SENT = 2 * 2**20
_QUALITIES = (92, 85, 75)
_SHRINK = 0.75
#: Kinds of colour that can be scaled as they are.
_SMOOTH = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})


def prepare(path: Path, *, name: str) -> bytes:
    """What is sent of a file: a JPEG, or a PNG where something shows through. Metadata stays behind.

    Raises:
        ReferenceRejected: it is not taken; `name` is what the person calls it.
    """
    with _rejecting(name):
        check_bytes(name, path.stat().st_size)
        kind = _format_of(path)
        with Image.open(path, formats=[kind]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ReferenceRejected(name, ReferenceFault.TOO_MANY_PIXELS)
            if kind == "jpeg":
                # Decoded no larger than it is needed.
                image.draft(None, (LONG_SIDE, LONG_SIDE))
            image.load()
            return _within(_upright(_plain(_shrunk(image))))


def fitted(width: int, height: int) -> tuple[int, int]:
    """The same shape with its longer side within bounds; never enlarged, never without a side."""
    longer = max(width, height)
    if longer <= LONG_SIDE:
        return width, height
    return max(1, round(width * LONG_SIDE / longer)), max(1, round(height * LONG_SIDE / longer))


@contextmanager
def _rejecting(name: str) -> Iterator[None]:
    try:
        yield
    except ReferenceRejected:
        raise
    except ImageRejected:
        raise ReferenceRejected(name, ReferenceFault.NO_PICTURE) from None
    except (FileNotFoundError, PermissionError, IsADirectoryError):
        raise ReferenceRejected(name, ReferenceFault.UNREACHABLE) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise ReferenceRejected(name, ReferenceFault.TOO_MANY_PIXELS) from None
    except Exception:
        # Pillow's decoders raise almost anything on broken input.
        raise ReferenceRejected(name, ReferenceFault.DAMAGED) from None


def _format_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(HEAD)
    return "gif" if head.startswith((b"GIF87a", b"GIF89a")) else format_of(head)


def _shrunk(image: Image.Image) -> Image.Image:
    """Within bounds, before anything else is done to it: each step on a large picture costs a copy."""
    smooth = image.mode in _SMOOTH and "transparency" not in image.info
    picture = image if smooth else _plain(image)
    return picture.resize(fitted(*picture.size), Image.Resampling.LANCZOS)


def _upright(image: Image.Image) -> Image.Image:
    """As the camera was held; a picture whose notes about that cannot be read stays as it is."""
    with suppress(Exception):
        return ImageOps.exif_transpose(image)
    return image


def _plain(image: Image.Image) -> Image.Image:
    """Eight bits a channel, and transparent only where something shows through."""
    if image.mode.startswith("I"):
        # Sixteen bits of grey, which a conversion would cut off instead of scaling.
        image = image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        seen = image if image.mode == "RGBA" else image.convert("RGBA")
        if seen.getchannel("A").getextrema() != (255, 255):
            return seen
    return image.convert("RGB")


def _within(picture: Image.Image) -> bytes:
    """The best encoding that is small enough: falling quality first, then smaller pictures."""
    # What is left here of comments, places and profiles would be written along.
    picture.info = {}
    for content in _encodings(picture):
        if len(content) <= MAX_SENT:
            return content
    width, height = picture.size
    smaller = (max(1, int(width * _SHRINK)), max(1, int(height * _SHRINK)))
    return _within(picture.resize(smaller, Image.Resampling.LANCZOS))


def _encodings(picture: Image.Image) -> Iterator[bytes]:
    if picture.mode == "RGBA":
        yield _saved(picture, "PNG")
        return
    for quality in _QUALITIES:
        yield _saved(picture, "JPEG", quality=quality)


def _saved(picture: Image.Image, kind: str, **options: int) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()
