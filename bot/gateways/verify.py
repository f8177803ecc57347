"""Whether bytes are a picture. The bytes decide, not a name or a header. Blocking: run in a thread."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from bot.domain.errors import ImageRejected

#: Pictures with more pixels are not opened: a few bytes can unpack to gigabytes.
MAX_PIXELS = 40_000_000
#: Enough of a file to tell its format.
HEAD = 12


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture turned out to be."""

    format: str
    width: int
    height: int


def format_of(head: bytes) -> str:
    """The format by the first bytes.

    Raises:
        ImageRejected: neither PNG nor JPEG nor WebP.
    """
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    raise ImageRejected("image_invalid")


def verify(path: Path) -> Facts:
    """Open the file and decode all of it.

    Raises:
        ImageRejected: it is no whole picture (`image_invalid`), or one that unpacks to too much
            (`image_bomb`).
    """
    with path.open("rb") as file:
        kind = format_of(file.read(HEAD))
    try:
        with Image.open(path, formats=[kind]) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise ImageRejected("image_bomb")
            image.load()
    except ImageRejected:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise ImageRejected("image_bomb") from None
    except Exception:
        # Pillow's decoders raise almost anything on broken input.
        raise ImageRejected("image_invalid") from None
    return Facts(kind, width, height)
