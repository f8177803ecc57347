"""The OctopusX endpoints."""

from typing import Any

from aiohttp import web

from sandbox.gateway.accounts import price_of
from sandbox.gateway.errors import Failure, Refusal
from sandbox.gateway.faults.bodies import garble, garble_items, is_garble
from sandbox.gateway.faults.codes import fault_failure
from sandbox.gateway.faults.grammar import Fault
from sandbox.gateway.faults.wire import misbehave
from sandbox.gateway.files import Files
from sandbox.gateway.http import ENTRY, read_directives, read_object, read_text
from sandbox.gateway.intake import Application, due_at_submit, take
from sandbox.gateway.jobs import Job, Status
from sandbox.gateway.octopusx.reading import Wish, read_wish
from sandbox.gateway.world import OCTOPUSX, World

CLIENT_CLOSED = 499
MODEL_CREATED = 1_735_689_600
_ERROR_TYPES = {"validation": "invalid_request_error", "auth": "authentication_error"}


class OctopusX:
    """POST /v1/images/generations, GET /v1/models, the balance and the files."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._files = Files(world, self.word)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/v1/images/generations", self.generate),
            web.get("/v1/models", self.models),
            web.get("/v1/models/{model}", self.model),
            web.get("/api/usage/token/", self.balance),
            web.get("/api/usage/token", self.balance),
            web.get(r"/images/img-{job}-{index:\d{1,3}}.png", self._files.serve),
            web.get(r"/v1/files/{job}/assets/{index:\d{1,3}}", self._files.serve),
        ]

    def word(self, failure: Failure) -> web.Response:
        """An error in this gateway's words; its document prints none, so they are OpenAI's by default."""
        manners = self._world.settings.manners
        response = web.json_response(_error_body(failure, manners.error_shape), status=failure.http)
        if manners.retry_header == "on" and failure.retryable is not None:
            response.headers["x-should-retry"] = str(failure.retryable).lower()
        return response

    async def generate(self, request: web.Request) -> web.StreamResponse:
        """Draw while the client waits, unless a fault is due."""
        application, wish = self._read(request)
        fault = due_at_submit(self._world, application)
        request[ENTRY].fault = fault.name if fault else None

        async def answer() -> web.Response:
            return await self._work(application, wish, fault)

        if fault is None or is_garble(fault):
            return await answer()
        return await misbehave(request, fault, answer, word=self.word, clock=self._world.clock)

    async def models(self, request: web.Request) -> web.StreamResponse:
        """The list of models."""
        self._admit(request)
        names = self._world.models[OCTOPUSX]
        return web.json_response({"object": "list", "data": [_model(name) for name in names]})

    async def model(self, request: web.Request) -> web.StreamResponse:
        """One model."""
        self._admit(request)
        name = request.match_info["model"]
        if name not in self._world.models[OCTOPUSX]:
            raise Refusal("model_not_available", param="model")
        return web.json_response(_model(name))

    async def balance(self, request: web.Request) -> web.StreamResponse:
        """What the key was granted, has used and has left."""
        try:
            account = self._world.accounts[OCTOPUSX].admit(request.headers.get("Authorization"))
        except Refusal as refusal:
            failure = refusal.failure
            return web.json_response({"success": False, "message": failure.message}, status=failure.http)
        data = {
            "object": "token_usage",
            "name": "sandbox",
            "total_granted": account.granted,
            "total_used": account.used,
            "total_available": account.available,
            "unlimited_quota": False,
            "expires_at": 0,
        }
        return web.json_response({"code": True, "message": "ok", "data": data})

    def _admit(self, request: web.Request) -> None:
        self._world.accounts[OCTOPUSX].admit(request.headers.get("Authorization"))

    def _read(self, request: web.Request) -> tuple[Application, Wish]:
        account = self._world.accounts[OCTOPUSX].admit(request.headers.get("Authorization"))
        body = read_object(request)
        model, prompt = read_text(body, "model"), read_text(body, "prompt")
        directives = read_directives(prompt)
        manners = self._world.settings.manners.adjusted(directives.manners)
        wish = read_wish(body, directives.text)
        if model not in self._world.models[OCTOPUSX]:
            raise Refusal("model_not_available", param="model")
        application = Application(
            gateway=OCTOPUSX,
            model=model,
            prompt=prompt,
            directives=directives,
            manners=manners,
            order=wish.order,
            price=price_of(quality=wish.order.quality, resolution="1k", count=wish.order.count),
            account=account,
            entry=request[ENTRY],
        )
        return application, wish

    async def _work(self, application: Application, wish: Wish, fault: Fault | None) -> web.Response:
        if application.manners.response_format == "rejected" and _asks_format(application):
            return _unknown_parameter("response_format")
        job = take(self._world, application)
        await self._world.clock.sleep_until(lambda: job.finish_at)
        status = job.status(self._world.clock.now())
        if status is Status.FAILED and job.outcome is not None:
            return self.word(fault_failure(job.outcome))
        if status is Status.CANCELLED:
            return self.word(Failure(
                code="cancelled", http=CLIENT_CLOSED, message="The request was cancelled.", retryable=False
            ))  # fmt: skip
        body = await self._answer_body(job, wish)
        return web.json_response(garble(fault, body) if fault else body)

    async def _answer_body(self, job: Job, wish: Wish) -> dict[str, Any]:
        items = [await self._item(job, index, wish) for index in range(job.order.count)]
        data = garble_items(job.outcome, items)
        body: dict[str, Any] = {"data": data}
        wall = int(self._world.clock.wall(job.finish_at))
        if job.manners.created != "absent":
            body = {"created": str(wall) if job.manners.created == "string" else wall, **body}
        if job.outcome is not None and job.outcome.name == "no_assets":
            del body["data"]
        if job.manners.extras == "on":
            body |= _extras(job)
        return body

    async def _item(self, job: Job, index: int, wish: Wish) -> dict[str, Any]:
        item: dict[str, Any] = {}
        if job.order.base64:
            text, mime = await self._files.encoded(job, index)
            item["b64_json"] = f"data:{mime};base64,{text}" if job.manners.b64_shape == "data" else text
            if job.manners.extras == "on":
                item["url"] = None
        else:
            item["url"] = self._address(job, index)
        if job.manners.revised_prompt == "on":
            item["revised_prompt"] = wish.revised_prompt
        return item

    def _address(self, job: Job, index: int) -> str:
        if job.outcome is not None and job.outcome.name == "elsewhere":
            return job.outcome.options.get("url", "http://169.254.169.254/latest/meta-data")
        path = f"/images/img-{job.id}-{index}.png"
        return path if job.manners.asset_urls == "relative" else self._world.addresses[OCTOPUSX] + path


def _asks_format(application: Application) -> bool:
    return isinstance(application.entry.body, dict) and "response_format" in application.entry.body


def _unknown_parameter(name: str) -> web.Response:
    error = {
        "message": f"Unknown parameter: '{name}'.",
        "type": "invalid_request_error",
        "param": name,
        "code": "unknown_parameter",
    }
    return web.json_response({"error": error}, status=400)


def _error_body(failure: Failure, shape: str) -> dict[str, Any]:
    match shape:
        case "success":
            return {"success": False, "message": failure.message}
        case "bare":
            return {"code": failure.code, "message": failure.message}
        case "string":
            return {"error": failure.message}
    error = {
        "message": failure.message,
        "type": _ERROR_TYPES.get(failure.category, "upstream_error"),
        "param": failure.param or "",
        "code": None if shape == "null" else failure.code,
    }
    return {"error": error}


def _extras(job: Job) -> dict[str, Any]:
    """Keys that other gateways of this shape add."""
    order = job.order
    usage = {"total_tokens": 100, "input_tokens": 20, "output_tokens": 80}
    return {"size": f"{order.width}x{order.height}", "output_format": "png", "usage": usage}


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": MODEL_CREATED, "owned_by": "sandbox"}
