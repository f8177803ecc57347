"""Reads the body of a submit (OpenOctopus API guide, "Input Schema")."""

from typing import Any

from sandbox.gateway.errors import Refusal
from sandbox.gateway.jobs import Order
from sandbox.gateway.manners import Manners
from sandbox.gateway.pixels import openoctopus_size

ASPECT_RATIOS = ("1:1", "3:2", "2:3", "4:3", "16:9", "9:16", "3:4", "5:4", "21:9")
UNDOCUMENTED_RATIO = "4:5"  # printed in the prose of the guide, missing from its enum
RESOLUTIONS = ("1k", "2k", "4k")
QUALITIES = ("low", "medium", "high")
FORMATS = ("png", "jpeg", "webp")
_BOOLEAN_TEXTS = {"true": True, "false": False}


def read_order(body: dict[str, Any], text: str, manners: Manners) -> tuple[Order, str]:
    """The order and its resolution. Keys it does not know are ignored. Raises Refusal."""
    options = body.get("input", {})
    if not isinstance(options, dict):
        raise Refusal("invalid_request", "input must be an object", param="input")
    ratios = (*ASPECT_RATIOS, UNDOCUMENTED_RATIO) if manners.allow_4_5 == "on" else ASPECT_RATIOS
    ratio = _choice(options, "aspect_ratio", ratios, "1:1")
    resolution = _choice(options, "resolution", RESOLUTIONS, "1k")
    width, height = openoctopus_size(ratio, resolution)
    order = Order(
        text=text,
        width=width,
        height=height,
        quality=_choice(options, "quality", QUALITIES, "medium"),
        output_format=_choice(options, "output_format", FORMATS, "png"),
        sync=_boolean(options, "enable_sync_mode"),
        base64=_boolean(options, "enable_base64_output"),
    )
    return order, resolution


def _choice(options: dict[str, Any], name: str, choices: tuple[str, ...], default: str) -> str:
    value = options.get(name, default)
    if not isinstance(value, str) or value not in choices:
        raise Refusal("invalid_request", f"input.{name} must be one of {', '.join(choices)}", param=name)
    return value


def _boolean(options: dict[str, Any], name: str) -> bool:
    """A boolean, or its name as text: the guide's own example sends "false"."""
    value = options.get(name, False)
    if isinstance(value, str):
        value = _BOOLEAN_TEXTS.get(value.lower())
    if not isinstance(value, bool):
        raise Refusal("invalid_request", f"input.{name} must be a boolean", param=name)
    return value
