"""Serves the pictures of a job, and the faults of doing so."""

import asyncio
import base64

from aiohttp import web

from sandbox.gateway.errors import Refusal
from sandbox.gateway.faults.book import FaultBook
from sandbox.gateway.faults.grammar import Fault, Stage
from sandbox.gateway.faults.pictures import is_spoiling, spoil
from sandbox.gateway.faults.wire import Wording, misbehave
from sandbox.gateway.http import ENTRY
from sandbox.gateway.jobs import Job, Status
from sandbox.gateway.pictures.painting import Picture
from sandbox.gateway.world import OCTOPUSX, OPENOCTOPUS, World

CACHE_CONTROL = "public, max-age=3600"
HIDDEN = "hidden"


class Files:
    """The pictures of one world, at both gateways."""

    def __init__(self, world: World, word: Wording) -> None:
        self._world = world
        self._word = word

    async def picture(self, job: Job, index: int, fault: Fault | None = None) -> Picture:
        """Picture number `index` of the job, drawn when it is first asked for."""
        drawn = await self._world.easel.draw(job.order, job.variant + index)
        if fault is None or not is_spoiling(fault):
            return drawn
        return await asyncio.to_thread(spoil, fault, drawn)

    async def encoded(self, job: Job, index: int) -> tuple[str, str]:
        """Base64 text and media type of a picture that travels inside an answer."""
        picture = await self.picture(job, index, self._due(job))
        return base64.b64encode(picture.data).decode(), picture.mime

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """GET of a file. Raises Refusal with file_not_found."""
        job, index = self._find(request)
        job.downloads += 1
        request[ENTRY].job = job.id
        fault = None if "redirected" in request.query else self._due(job)
        request[ENTRY].fault = fault.name if fault else None
        response = await self._answer(request, job, index, fault)
        job.download_log.append(self._download(request, index, response))
        return response

    async def _answer(
        self, request: web.Request, job: Job, index: int, fault: Fault | None
    ) -> web.StreamResponse:
        async def answer() -> web.Response:
            return _file_response(await self.picture(job, index, fault), fault)

        if fault is None or is_spoiling(fault):
            return await answer()
        if fault.name == "redirect":
            return web.Response(status=302, headers={"Location": self._elsewhere(request, fault)})
        return await misbehave(request, fault, answer, word=self._word, clock=self._world.clock)

    def _find(self, request: web.Request) -> tuple[Job, int]:
        job = self._world.jobs.get(request.match_info["job"])
        index = int(request.match_info["index"])
        if job is None or index >= job.order.count:
            raise Refusal("file_not_found")
        if job.status(self._world.clock.now()) is not Status.SUCCEEDED:
            raise Refusal("file_not_found")
        return job, index

    def _due(self, job: Job) -> Fault | None:
        book: FaultBook = self._world.faults
        return book.due(
            Stage.FILE, job.faults, scope=(Stage.FILE, job.id), gateway=job.gateway, prompt=job.prompt
        )

    def _elsewhere(self, request: web.Request, fault: Fault) -> str:
        """The same file at the other gateway's address, or wherever the fault says."""
        here = request[ENTRY].gateway
        other = self._world.addresses[OCTOPUSX if here == OPENOCTOPUS else OPENOCTOPUS]
        return fault.options.get("to", f"{other}{request.path}?redirected=1")

    def _download(self, request: web.Request, index: int, response: web.StreamResponse) -> dict[str, object]:
        entry = request[ENTRY]
        return {
            "index": index,
            "gateway": entry.gateway,
            "at": entry.at,
            "http": response.status,
            "authorized": entry.authorized,
            "fault": entry.fault,
        }


def _file_response(picture: Picture, fault: Fault | None) -> web.Response:
    response = web.Response(
        body=picture.data, headers={"Content-Type": picture.mime, "Cache-Control": CACHE_CONTROL}
    )
    if fault is not None and fault.options.get("length") == HIDDEN:
        response.enable_chunked_encoding()
    return response
