"""OpenOctopus: submit a task, then ask for it until it ends (OpenOctopus API guide)."""

import logging
from typing import Any
from urllib.parse import quote

from bot.domain.errors import GatewayError
from bot.domain.model import Model
from bot.domain.outcome import Outcome, Queued, Succeeded
from bot.domain.request import ImageRequest
from bot.gateways.gateway import Submitted
from bot.gateways.reading import mapping, text
from bot.gateways.tasks import read_task
from bot.gateways.transport import Answer, Wire

BASE_URL = "https://api.openoctopus.com"
#: A well-formed id of no task: asking for it proves the key and spends nothing.
_NO_TASK = "00000000-0000-0000-0000-000000000000"
_log = logging.getLogger(__name__)


class OpenOctopus:
    """The asynchronous gateway: one picture in a task."""

    name = "openoctopus"
    synchronous = False

    def __init__(self, wire: Wire, *, submit_timeout: float) -> None:
        self._wire = wire
        self.submit_timeout = submit_timeout
        self._strange_words: set[str] = set()

    async def submit(self, model: Model, request: ImageRequest, images: int) -> Submitted:
        """Ask for one picture.

        Raises:
            GatewayError: refused, or no usable answer.
            ValueError: `images` is not 1, which no catalogue allows.
        """
        if images != 1:
            raise ValueError("OpenOctopus makes one picture in a task")
        body = encode(model, request)
        answer = await self._wire.submit("v1/images/generations", body, timeout=self.submit_timeout)
        if not answer.ok:
            raise self._wire.refusal(answer)
        return self._read_submitted(answer)

    def _read_submitted(self, answer: Answer) -> Submitted:
        """A task id makes it a task whatever else is said; finished pictures need no id."""
        payload = mapping(answer.payload)
        task_id = text(payload.get("id")) or text(payload.get("task_id"))
        try:
            outcome: Outcome = self._read(payload)
        except GatewayError:
            outcome = Queued()
        if task_id is not None or isinstance(outcome, Succeeded):
            return Submitted(task_id, outcome)
        refused = self._wire.refusal(answer)
        if mapping(payload.get("error")) and refused.code != "request_refused":
            raise refused
        raise GatewayError(code="malformed_answer", maybe_accepted=True, http_status=answer.status)

    async def poll(self, task_id: str) -> Outcome:
        """Read a task.

        Raises:
            GatewayError: refused, or no usable answer.
        """
        answer = await self._wire.read(f"v1/tasks/{quote(task_id, safe='')}")
        if not answer.ok:
            raise self._wire.refusal(answer)
        return self._read(answer.payload)

    async def check(self) -> None:
        """List the models with the key; where that is not served, ask for a task that does not exist."""
        answer = await self._wire.read("v1/models")
        if answer.ok:
            return
        error = self._wire.refusal(answer)
        if answer.status not in (404, 405):
            raise error
        try:
            await self.poll(_NO_TASK)
        except GatewayError as asked:
            if asked.code != "task_not_found":
                raise

    async def has_funds(self) -> bool | None:
        """The documents name no way to ask."""
        return None

    async def close(self) -> None:
        """Close all connections."""
        await self._wire.close()

    def _read(self, payload: object) -> Outcome:
        return read_task(payload, base_url=self._wire.base_url, unknown_status=self._wonder)

    def _wonder(self, word: str) -> None:
        """Log an unknown status word the first time it is met."""
        if word not in self._strange_words and len(self._strange_words) < 100:
            self._strange_words.add(word)
            _log.warning("unknown task status taken as running", extra={"status": word})


def encode(model: Model, request: ImageRequest) -> dict[str, Any]:
    """The body of a submit: options under `input`, and only those that were chosen.

    `enable_sync_mode` and `enable_base64_output` are never sent: a task with an id can be resumed.
    """
    options = {
        "aspect_ratio": request.aspect_ratio,
        "resolution": request.resolution,
        "quality": request.quality,
        "output_format": request.output_format,
    }
    chosen = {name: value for name, value in options.items() if value is not None}
    body: dict[str, Any] = {"model": model.slug, "prompt": request.prompt}
    return {**body, "input": chosen} if chosen else body
