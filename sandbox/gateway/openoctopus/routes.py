"""The OpenOctopus endpoints."""

import uuid
from dataclasses import replace

from aiohttp import web

from sandbox.gateway.accounts import price_of
from sandbox.gateway.errors import Failure, Refusal
from sandbox.gateway.faults.bodies import garble, is_garble
from sandbox.gateway.faults.grammar import Fault, Stage
from sandbox.gateway.faults.wire import misbehave
from sandbox.gateway.files import Files
from sandbox.gateway.http import ENTRY, read_directives, read_object, read_text
from sandbox.gateway.intake import Application, due_at_submit, take
from sandbox.gateway.jobs import Job, Status
from sandbox.gateway.lanes import Place, pretended_place
from sandbox.gateway.openoctopus.bodies import View, error_fields, submit_body, task_body
from sandbox.gateway.openoctopus.reading import read_order
from sandbox.gateway.world import OPENOCTOPUS, World


class OpenOctopus:
    """POST /v1/images/generations, GET /v1/tasks/{id}, GET /v1/models and the files."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._files = Files(world, self.word)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/v1/images/generations", self.submit),
            web.get("/v1/tasks/{task}", self.query),
            web.get("/v1/models", self.models),
            web.get(r"/v1/files/{job}/assets/{index:\d{1,3}}", self._files.serve),
            web.get(r"/images/img-{job}-{index:\d{1,3}}.png", self._files.serve),
        ]

    def word(self, failure: Failure) -> web.Response:
        """An error in this gateway's words."""
        manners = self._world.settings.manners
        response = web.json_response(error_fields(failure, manners.error_shape), status=failure.http)
        if manners.retry_header == "on" and failure.retryable is not None:
            response.headers["x-should-retry"] = str(failure.retryable).lower()
        return response

    async def submit(self, request: web.Request) -> web.StreamResponse:
        """Take a job, unless a fault is due."""
        application = self._read(request)
        fault = due_at_submit(self._world, application)
        request[ENTRY].fault = fault.name if fault else None

        async def answer() -> web.Response:
            return await self._accept(application, fault)

        if fault is None or is_garble(fault):
            return await answer()
        return await misbehave(request, fault, answer, word=self.word, clock=self._world.clock)

    async def query(self, request: web.Request) -> web.StreamResponse:
        """Tell where a task stands, unless a fault is due."""
        self._world.accounts[OPENOCTOPUS].admit(request.headers.get("Authorization"))
        job = self._find(request.match_info["task"])
        job.polls += 1
        entry = request[ENTRY]
        entry.job, entry.prompt = job.id, job.prompt
        fault = self._world.faults.due(
            Stage.POLL, job.faults, scope=(Stage.POLL, job.id), gateway=OPENOCTOPUS, prompt=job.prompt
        )
        entry.fault = fault.name if fault else None

        async def answer() -> web.Response:
            body = task_body(await self._view(job))
            return web.json_response(garble(fault, body) if fault else body)

        if fault is None or is_garble(fault):
            return await answer()
        return await misbehave(request, fault, answer, word=self.word, clock=self._world.clock)

    async def models(self, request: web.Request) -> web.StreamResponse:
        """The models that can be asked for now."""
        self._world.accounts[OPENOCTOPUS].admit(request.headers.get("Authorization"))
        data = [
            {"id": name, "model": name, "capability": "image_generation", "routes": ["sandbox"]}
            for name in self._world.models[OPENOCTOPUS]
        ]
        return web.json_response({"data": data})

    def _read(self, request: web.Request) -> Application:
        account = self._world.accounts[OPENOCTOPUS].admit(request.headers.get("Authorization"))
        body = read_object(request)
        model, prompt = read_text(body, "model"), read_text(body, "prompt")
        directives = read_directives(prompt)
        manners = self._world.settings.manners.adjusted(directives.manners)
        order, resolution = read_order(body, directives.text, manners)
        if model not in self._world.models[OPENOCTOPUS]:
            raise Refusal("model_not_available", param="model")
        return Application(
            gateway=OPENOCTOPUS,
            model=model,
            prompt=prompt,
            directives=directives,
            manners=manners,
            order=order,
            price=price_of(quality=order.quality, resolution=resolution, count=1),
            account=account,
            entry=request[ENTRY],
        )

    async def _accept(self, application: Application, fault: Fault | None) -> web.Response:
        job = take(self._world, application)
        if job.order.sync:
            await self._world.clock.sleep_until(lambda: job.finish_at)
            body, http = task_body(await self._view(job)), 200
        else:
            body, http = submit_body(await self._view(job)), int(job.manners.submit_http)
        return web.json_response(garble(fault, body) if fault else body, status=http)

    def _find(self, task: str) -> Job:
        try:
            uuid.UUID(task)
        except ValueError as error:
            raise Refusal("invalid_request", "the task id must be a UUID") from error
        job = self._world.jobs.get(task)
        if job is None:
            raise Refusal("task_not_found")
        return job

    async def _view(self, job: Job) -> View:
        world, now = self._world, self._world.clock.now()
        view = View(
            job=job,
            status=job.status(now),
            place=self._place(job, now),
            concurrency=world.settings.concurrency,
            base_url=world.addresses[OPENOCTOPUS],
            submitted_wall=world.clock.wall(job.submitted_at),
            finished_wall=world.clock.wall(min(now, job.finish_at)),
        )
        if view.status is Status.SUCCEEDED and job.order.base64:
            return replace(view, encoded=await self._files.encoded(job, 0))
        return view

    def _place(self, job: Job, now: float) -> Place | None:
        if job.position is not None:
            return pretended_place(job, now)
        if job.manners.queue == "off":
            return None
        return self._world.lanes[job.model].place(job, now)
