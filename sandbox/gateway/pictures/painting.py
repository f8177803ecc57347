"""From a canvas to the bytes of a picture."""

import hashlib
import io
import math
import random
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PIL import Image

from sandbox.gateway.jobs import Order
from sandbox.gateway.pictures.composition import compose
from sandbox.gateway.pictures.stamps import stamp_references, stamp_sandbox, stamp_watermark

MIME: Mapping[str, str] = MappingProxyType({"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"})
OVERSAMPLING = 1.3
MOST_PIXELS = 2_400_000
_DETAIL = MappingProxyType({"low": 1, "medium": 2, "high": 3})


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
        """The canvas of one picture of an order."""
        return cls(
            text=order.text,
            width=order.width,
            height=order.height,
            output_format=order.output_format,
            quality=order.quality,
            watermark=order.watermark,
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
    return encode(draw(canvas), canvas.output_format)


def draw(canvas: Canvas) -> Image.Image:
    """The picture in exactly the pixels asked for. It is drawn larger, or smaller, and then fitted."""
    size = (canvas.width, canvas.height)
    scale = min(OVERSAMPLING, math.sqrt(MOST_PIXELS / (canvas.width * canvas.height)))
    worked = (round(canvas.width * scale), round(canvas.height * scale))
    idea = f"{canvas.text.casefold()}\0{canvas.variant}".encode(errors="surrogatepass")
    dice = random.Random(hashlib.sha256(idea).digest())
    scene = compose(canvas.text, worked, dice=dice, detail=_DETAIL.get(canvas.quality, 2))
    image = scene.resize(size, Image.Resampling.BILINEAR if scale > 1 else Image.Resampling.BICUBIC)
    stamp_references(image, canvas.references)
    stamp_watermark(image, canvas.watermark)
    stamp_sandbox(image)
    return image


def encode(image: Image.Image, output_format: str) -> Picture:
    """The image as png, jpeg or webp."""
    sink = io.BytesIO()
    match output_format:
        case "jpeg":
            image.save(sink, "JPEG", quality=88)
        case "webp":
            image.save(sink, "WEBP", quality=82, method=0)
        case _:
            image.save(sink, "PNG", compress_level=1, compress_type=zlib.Z_RLE)
    return Picture(sink.getvalue(), MIME[output_format])
