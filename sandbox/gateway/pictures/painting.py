"""From a canvas to the bytes of a picture."""

import hashlib
import io
from dataclasses import dataclass

from PIL import Image

from sandbox.gateway.jobs import Order

MIME = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """All that decides what a picture looks like; equal canvases give equal bytes."""

    text: str
    width: int
    height: int
    output_format: str
    quality: str
    watermark: str
    references: tuple[str, ...]
    variant: int

    @classmethod
    def of(cls, order: Order, variant: int) -> "Canvas":
        return cls(
            text=order.text,
            width=order.width,
            height=order.height,
            output_format=order.output_format,
            quality=order.quality,
            watermark="",
            references=order.references,
            variant=variant,
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """Encoded bytes and their media type."""

    data: bytes
    mime: str


def paint(canvas: Canvas) -> Picture:
    """Draw and encode; runs in a worker thread."""
    digest = hashlib.sha256(f"{canvas.text}:{canvas.variant}".encode()).digest()
    image = Image.new("RGB", (canvas.width, canvas.height), (digest[0], digest[1], digest[2]))
    return encode(image, canvas.output_format)


def encode(image: Image.Image, output_format: str) -> Picture:
    """The image as png, jpeg or webp."""
    sink = io.BytesIO()
    match output_format:
        case "jpeg":
            image.save(sink, "JPEG", quality=88)
        case "webp":
            image.save(sink, "WEBP", quality=85, method=1)
        case _:
            image.save(sink, "PNG", compress_level=3)
    return Picture(sink.getvalue(), MIME[output_format])
