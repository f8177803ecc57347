"""Reads the body of a generation (OctopusX, "gpt-image-2 Image Generation API")."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.gateway.errors import Refusal
from sandbox.gateway.jobs import Order
from sandbox.gateway.pixels import Size, nearest_tier, ratio_of, read_size

MOST_IMAGES = 10
DEFAULT_SIZE = "1024x1024"
RESPONSE_FORMATS = ("url", "b64_json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The order, and the prompt as the gateway rewrote it."""

    order: Order
    revised_prompt: str


def read_wish(body: dict[str, Any], text: str) -> Wish:
    """Keys it does not know are ignored. Raises Refusal."""
    asked = _size(body)
    drawn = nearest_tier(asked)
    _check_passed_on(body)
    order = Order(
        text=text,
        width=drawn[0],
        height=drawn[1],
        quality=_text(body, "quality", "medium"),
        count=_count(body),
        watermark=_watermark(body),
        base64=_response_format(body) == "b64_json",
        sync=True,
        references=_references(body.get("image")),
    )
    return Wish(order=order, revised_prompt=_revised(text, asked, drawn))


def _revised(text: str, asked: Size, drawn: Size) -> str:
    """A size that is no tier leaves its ratio in the prompt."""
    return text if ratio_of(asked) == ratio_of(drawn) else f"{text}, aspect ratio {ratio_of(asked)}"


def _size(body: dict[str, Any]) -> Size:
    text = _text(body, "size", DEFAULT_SIZE)
    size = read_size(text)
    if size is None:
        raise Refusal("invalid_request", f"size must look like {DEFAULT_SIZE}", param="size")
    return size


def _count(body: dict[str, Any]) -> int:
    """Omitted or 0 falls back to 1."""
    count = body.get("n", 1)
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_IMAGES:
        raise Refusal("invalid_request", f"n must be an integer from 0 to {MOST_IMAGES}", param="n")
    return count or 1


def _text(body: dict[str, Any], name: str, default: str) -> str:
    value = body.get(name, default)
    if not isinstance(value, str):
        raise Refusal("invalid_request", f"{name} must be a string", param=name)
    return value


def _response_format(body: dict[str, Any]) -> str:
    value = _text(body, "response_format", "url")
    if value not in RESPONSE_FORMATS:
        raise Refusal("invalid_request", "response_format must be url or b64_json", param="response_format")
    return value


def _watermark(body: dict[str, Any]) -> str:
    """Omitted is not the same as false."""
    if "watermark" not in body:
        return "omitted"
    value = body["watermark"]
    if not isinstance(value, bool):
        raise Refusal("invalid_request", "watermark must be a boolean", param="watermark")
    return str(value).lower()


def _check_passed_on(body: dict[str, Any]) -> None:
    """Style and background are passed on as they are."""
    for name in ("style", "background"):
        if name in body and not isinstance(body[name], str | dict):
            raise Refusal("invalid_request", f"{name} must be a string or an object", param=name)


def _references(image: Any) -> tuple[str, ...]:
    """One digest per reference picture."""
    if image is None:
        return ()
    entries = image if isinstance(image, list) else [image]
    return tuple(_reference(entry, within_list=isinstance(image, list)) for entry in entries)


def _reference(entry: Any, *, within_list: bool) -> str:
    if isinstance(entry, Mapping) and not within_list:
        return hashlib.sha256(repr(sorted(entry.items())).encode(errors="surrogatepass")).hexdigest()
    if not isinstance(entry, str):
        raise Refusal("invalid_request", "image must be a string, an array of strings or an object",
                      param="image")  # fmt: skip
    return hashlib.sha256(_decoded(entry)).hexdigest()


def _decoded(text: str) -> bytes:
    """The bytes of bare base64 or of a data URI; an address stands for itself."""
    if text.startswith(("http://", "https://")):
        return text.encode(errors="surrogatepass")
    payload = text.partition(",")[2] if text.startswith("data:") else text
    try:
        decoded = base64.b64decode(payload, validate=True)
    except binascii.Error as error:
        raise Refusal("invalid_request", "image is no base64", param="image") from error
    if not decoded:
        raise Refusal("invalid_request", "image is empty", param="image")
    return decoded
