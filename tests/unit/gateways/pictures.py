"""Pictures as people have them, in bytes."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageDraw

#: EXIF: turned by a quarter, taken somewhere.
SIDEWAYS = 6
_ORIENTATION, _GPS = 0x0112, 0x8825


def drawn(kind="PNG", size=(64, 48), *, mode="RGB", **options):
    """Noise: nothing about it can be compressed away."""
    buffer = BytesIO()
    Image.effect_noise(size, 80).convert(mode).save(buffer, kind, **options)
    return buffer.getvalue()


def half_and_half(kind, size=(400, 200), **options):
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", size, "red")
    ImageDraw.Draw(picture).rectangle((size[0] // 2, 0, *size), fill="blue")
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def from_a_phone(kind="JPEG"):
    """Held sideways, with the place it was taken at and a word about it."""
    notes = Image.Exif()
    notes[_ORIENTATION] = SIDEWAYS
    notes.get_ifd(_GPS).update({1: "N", 2: (52.0, 31.0, 12.0)})
    return half_and_half(kind, exif=notes, **({"comment": b"at home"} if kind == "JPEG" else {}))


def moving(kind="GIF"):
    """Red first, then blue."""
    buffer = BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=100)
    return buffer.getvalue()


def claiming(width, height):
    """A PNG of a few bytes that says it is huge."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
