"""Faults inside a picture: what a download or a base64 text holds instead of it."""

import io
import struct
import zlib

from PIL import Image

from sandbox.gateway.faults.grammar import FILE_KINDS, Fault
from sandbox.gateway.pictures.painting import Picture, encode

BOMB_SIDE = 30_000
HUGE_MIB = 64
_NOT_AN_IMAGE = b"<!doctype html><title>Sign in</title><p>This is no picture.</p>" + b" " * 200
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def is_spoiling(fault: Fault) -> bool:
    """Whether the fault is in the picture rather than in the answer that carries it."""
    return fault.name in FILE_KINDS and fault.name != "redirect"


def spoil(fault: Fault, picture: Picture) -> Picture:
    """The picture with the fault in it; runs in a worker thread."""
    match fault.name:
        case "wrong_mime":
            return Picture(picture.data, fault.options.get("mime", _another(picture.mime)))
        case "other_format":
            return Picture(_converted(fault, picture), picture.mime)
        case "not_an_image":
            return Picture(_NOT_AN_IMAGE, picture.mime)
        case "truncated":
            return Picture(picture.data[: len(picture.data) // 2], picture.mime)
        case "empty_file":
            return Picture(b"", picture.mime)
        case "huge":
            size = int(fault.number("mib", HUGE_MIB) * 1024 * 1024)
            return Picture(picture.data + bytes(max(0, size - len(picture.data))), picture.mime)
        case "bomb":
            return Picture(_bomb(int(fault.number("side", BOMB_SIDE))), "image/png")
    return picture


def _another(mime: str) -> str:
    return "image/webp" if mime != "image/webp" else "image/png"


def _converted(fault: Fault, picture: Picture) -> bytes:
    wanted = fault.options.get("format", "png" if picture.mime == "image/jpeg" else "jpeg")
    with Image.open(io.BytesIO(picture.data)) as image:
        return encode(image.convert("RGB"), wanted).data


def _bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that claims `side` x `side` pixels: one bit each, all black."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compressobj(9)
    row = bytes(1 + (side + 7) // 8)
    data = b"".join(rows.compress(row) for _ in range(side)) + rows.flush()
    return _PNG_HEAD + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
