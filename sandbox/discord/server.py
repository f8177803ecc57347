"""The whole stand-in as one aiohttp application."""

from __future__ import annotations

from aiohttp import web

from sandbox.discord import (
    control_act,
    control_places,
    control_read,
    control_sight,
    control_world,
    rest_account,
    rest_channels,
    rest_commands,
    rest_guilds,
    rest_interactions,
    rest_threads,
)
from sandbox.discord.cdn import Cdn
from sandbox.discord.control import add_controls, own_pages_only
from sandbox.discord.control_demo import add_demo
from sandbox.discord.control_events import serve_events
from sandbox.discord.endpoint import PREFIX, Pipeline
from sandbox.discord.gateway_socket import serve_gateway
from sandbox.discord.page import add_page, index
from sandbox.discord.rest_account import gateway_url
from sandbox.discord.world import World

_MAX_REQUEST = 600 * 1024 * 1024
_ROUTES = (
    rest_account.ROUTES
    + rest_commands.ROUTES
    + rest_guilds.ROUTES
    + rest_interactions.ROUTES
    + rest_channels.ROUTES
    + rest_threads.ROUTES
)
_CONTROLS = (
    control_act.CONTROLS
    + control_sight.CONTROLS
    + control_read.CONTROLS
    + control_world.CONTROLS
    + control_places.CONTROLS
)


def build(world: World, *, demo: str | None = None) -> web.Application:
    """The application; `world.blobs.base` must be the address it is reached under, `demo` a supervisor's."""
    app = web.Application(client_max_size=_MAX_REQUEST, middlewares=[own_pages_only])
    pipeline = Pipeline(world)
    for route in _ROUTES:
        app.router.add_route(route.method, PREFIX + route.template, pipeline.served(route))
    app.router.add_route("*", "/api/{rest:.*}", pipeline.unknown)

    async def gateway(request: web.Request) -> web.StreamResponse:
        return await serve_gateway(world, request, gateway_url(world))

    async def events(request: web.Request) -> web.StreamResponse:
        return await serve_events(world, request)

    async def front(request: web.Request) -> web.StreamResponse:
        # Discord's own gateway is at the root of its host; here the page is there too.
        is_socket = request.headers.get("Upgrade", "").lower() == "websocket"
        return await gateway(request) if is_socket else index(request)

    app.router.add_get("/", front)
    app.router.add_get("/gateway", gateway)
    app.router.add_get("/gateway/", gateway)
    app.router.add_get("/_control/events", events)
    Cdn(world).add_to(app)
    add_page(app)
    add_controls(app, world, _CONTROLS)
    add_demo(app, demo)
    return app
