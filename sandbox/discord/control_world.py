"""Control calls that change the world around the bot: rights, channels, clock, network, faults."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from sandbox.discord.clients import CannotError
from sandbox.discord.control import Asked, Control
from sandbox.discord.faults import Action
from sandbox.discord.gateway_socket import GatewaySocket, Op
from sandbox.discord.limits import Scope
from sandbox.discord.world import Settings


async def _advance(asked: Asked) -> dict[str, Any]:
    seconds = asked.number("seconds")
    asked.finish()
    if seconds < 0:
        raise CannotError("the clock only goes forward")
    asked.world.clock.advance(seconds)
    return {"now": asked.world.clock.now()}


async def _expire(asked: Asked) -> dict[str, Any]:
    found = asked.world.interactions.get(asked.text("interaction"))
    asked.finish()
    if found is None:
        raise CannotError("there is no such interaction")
    found.revoked = True
    return asked.world.interactions.view(found)


async def _socket(asked: Asked) -> dict[str, Any]:
    """Break the gateway connections of every session."""
    action, code = asked.text("action"), int(asked.number("code", 4000))
    asked.finish()
    sockets = [
        session.socket
        for session in asked.world.sessions.connected()
        if isinstance(session.socket, GatewaySocket)
    ]
    for socket in sockets:
        await _break(socket, action, code)
    return {"sockets": len(sockets)}


async def _break(socket: GatewaySocket, action: str, code: int) -> None:
    match action:
        case "drop":
            socket.wire.abort()
        case "reconnect":
            socket.send({"op": Op.RECONNECT, "d": None, "s": None, "t": None})
        case "resumable":
            socket.send({"op": Op.INVALID_SESSION, "d": True, "s": None, "t": None})
        case "invalid":
            socket.invalidate()
        case "close":
            await socket.wire.close(code)
        case _:
            raise CannotError("action is drop, reconnect, invalid, resumable or close")


async def _add_fault(asked: Asked) -> dict[str, Any]:
    try:
        return asked.world.faults.add(**asked.fields).view()
    except (TypeError, ValueError, KeyError) as error:
        actions = ", ".join(Action)
        raise CannotError(f"not a fault ({error}); actions: {actions}") from None


async def _faults(asked: Asked) -> list[dict[str, Any]]:
    asked.finish()
    return [fault.view() for fault in asked.world.faults.all()]


async def _clear_faults(asked: Asked) -> dict[str, Any]:
    asked.finish()
    asked.world.faults.clear()
    asked.world.limits.clear_scripts()
    return {}


async def _release(asked: Asked) -> dict[str, Any]:
    fault_id = int(asked.number("fault"))
    asked.finish()
    if not asked.world.faults.release(fault_id):
        raise CannotError(f"there is no fault {fault_id}")
    return {}


async def _rate_limit(asked: Asked) -> dict[str, Any]:
    scope = asked.text("scope", "user")
    if scope not in tuple(Scope):
        raise CannotError(f"scope is one of: {', '.join(Scope)}")
    asked.world.limits.script(
        asked.text("method", "*"),
        asked.text("path"),
        times=int(asked.number("times", 1)),
        retry_after=asked.number("retry_after"),
        scope=Scope(scope),
        code=int(asked.number("code")) if asked.has("code") else None,
        via=asked.yes("via", True),
    )
    asked.finish()
    return {}


async def _settings(asked: Asked) -> dict[str, Any]:
    settings, known = asked.world.settings, {each.name: each.type for each in fields(Settings)}
    for name, value in asked.fields.items():
        if name not in known:
            raise CannotError(f"no setting {name!r}; there are: {', '.join(known)}")
        if not isinstance(value, type(getattr(settings, name))):
            raise CannotError(f"{name!r} must be of type {known[name]}")
        setattr(settings, name, value)
    return asdict(settings)


async def _reset(asked: Asked) -> dict[str, Any]:
    asked.finish()
    asked.world.faults.clear()
    asked.world.reset()
    asked.world.place_changed({})
    return {}


CONTROLS = (
    Control("POST", "/advance", _advance),
    Control("POST", "/expire", _expire),
    Control("POST", "/socket", _socket),
    Control("GET", "/faults", _faults),
    Control("POST", "/faults", _add_fault),
    Control("DELETE", "/faults", _clear_faults),
    Control("POST", "/faults/{fault}/release", _release),
    Control("POST", "/rate-limit", _rate_limit),
    Control("POST", "/settings", _settings),
    Control("POST", "/reset", _reset),
)
