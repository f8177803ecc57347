"""Reads what a test sends to the control API; a mistake is answered with one sentence."""

import math
from typing import Any

from aiohttp import web

from sandbox.gateway.control.waiting import Condition
from sandbox.gateway.manners import CHOICES, BadManner
from sandbox.gateway.world import OCTOPUSX, OPENOCTOPUS, Settings

GATEWAYS = (OPENOCTOPUS, OCTOPUSX)
DEFAULT_TIMEOUT = 10.0
_COUNTS = ("submits", "jobs", "polls", "downloads")


class BadControl(ValueError):
    """A control request that cannot be understood."""


async def read_json(request: web.Request) -> dict[str, Any]:
    """The JSON object of the request, empty where there is none. Raises BadControl."""
    if not request.can_read_body:
        return {}
    try:
        body = await request.json()
    except ValueError as error:
        raise BadControl("the body is no JSON") from error
    if not isinstance(body, dict):
        raise BadControl("the body must be a JSON object")
    return body


def read_gateway(value: Any) -> str | None:
    """One of the two gateways, or None for both. Raises BadControl."""
    if value is not None and value not in GATEWAYS:
        raise BadControl(f"gateway is one of {', '.join(GATEWAYS)}")
    return None if value is None else str(value)


def read_number(value: Any, name: str) -> float:
    """A number from 0. Raises BadControl."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not (number >= 0 and math.isfinite(number)):
        raise BadControl(f"{name} must be a number from 0")
    return number


def read_condition(query: dict[str, str]) -> tuple[Condition, float]:
    """The condition and the timeout of a wait. Raises BadControl."""
    known = {"prompt", "gateway", "status", "timeout", *_COUNTS}
    if unknown := sorted(set(query) - known):
        raise BadControl(f"nothing is known about {', '.join(unknown)}")
    counts = {name: int(read_number(query.get(name, 0), name)) for name in _COUNTS}
    condition = Condition(
        prompt=query.get("prompt", ""),
        gateway=read_gateway(query.get("gateway")),
        status=query.get("status"),
        **counts,
    )
    return condition, read_number(query.get("timeout", DEFAULT_TIMEOUT), "timeout")


def change_settings(settings: Settings, changes: dict[str, Any]) -> None:
    """Apply all changes or none. Raises BadControl."""
    rest = dict(changes)
    median = read_number(rest.pop("median_seconds", settings.median), "median_seconds")
    seed = int(read_number(rest.pop("seed", settings.seed), "seed"))
    concurrency = int(read_number(rest.pop("concurrency", settings.concurrency), "concurrency"))
    limit = rest.pop("queue_limit", settings.queue_limit)
    if concurrency < 1:
        raise BadControl("concurrency is at least 1")
    queue_limit = None if limit is None else int(read_number(limit, "queue_limit"))
    try:
        manners = settings.manners.adjusted({name: _spelt(name, value) for name, value in rest.items()})
    except BadManner as error:
        raise BadControl(str(error)) from error
    settings.median, settings.seed, settings.manners = median, seed, manners
    settings.concurrency, settings.queue_limit = concurrency, queue_limit


def _spelt(name: str, value: Any) -> str:
    """JSON true and false stand for the choices `on` and `off`, or `true` and `false`."""
    if isinstance(value, bool):
        words = ("off", "on") if "on" in CHOICES.get(name, ()) else ("false", "true")
        return words[value]
    return str(value)
