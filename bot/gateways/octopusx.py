"""OctopusX: one long call that answers with the pictures (gpt-image-2 Image Generation API)."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from bot.domain.clock import Clock
from bot.domain.errors import GatewayError
from bot.domain.model import Model
from bot.domain.outcome import Failed, Outcome, RemoteImage, Succeeded
from bot.domain.request import ImageRequest
from bot.gateways.gateway import Submitted
from bot.gateways.pictures import read_image
from bot.gateways.reading import flag, integer, mapping, sequence, text
from bot.gateways.references import References
from bot.gateways.refusals import read_complaint
from bot.gateways.transport import Answer, Wire

BASE_URL = "https://octopusx.ai/v1"
ResponseFormat = Literal["url", "b64_json"]


class OctopusX:
    """The synchronous gateway: several pictures in one call, and no task to ask for afterwards."""

    name = "octopusx"
    synchronous = True

    def __init__(
        self,
        wire: Wire,
        *,
        clock: Clock,
        references: References,
        submit_timeout: float,
        response_format: ResponseFormat = "url",
    ) -> None:
        self._wire = wire
        self._clock = clock
        self._references = references
        self.submit_timeout = submit_timeout
        #: Set to `None` once the channel behind the gateway refused to hear of it.
        self._response_format: ResponseFormat | None = response_format

    async def submit(self, model: Model, request: ImageRequest, images: int) -> Submitted:
        """Ask for `images` pictures and wait for them. Fewer or more may come.

        Raises:
            GatewayError: refused, no usable answer, or a reference picture is gone.
        """
        references = [await self._references.read(name) for name in request.references]
        body = encode(model, request, images, references)
        until = self._clock.monotonic() + self.submit_timeout
        if self._response_format is None:
            return self._read(await self._send(body, until))
        answer = await self._send({**body, "response_format": self._response_format}, until)
        if not _refuses_response_format(answer):
            return self._read(answer)
        self._response_format = None
        return self._read(await self._send(body, until))

    async def _send(self, body: dict[str, Any], until: float) -> Answer:
        left = max(until - self._clock.monotonic(), 0.001)
        return await self._wire.submit("images/generations", body, timeout=left)

    def _read(self, answer: Answer) -> Submitted:
        if not answer.ok:
            raise self._refusal(answer)
        payload = mapping(answer.payload)
        images = tuple(read_images(payload, self._wire.base_url))
        if images:
            return Submitted(None, Succeeded(images))
        if payload.get("error") or flag(payload.get("success")) is False:
            raise self._refusal(answer)
        if "data" not in payload:
            raise GatewayError(code="malformed_answer", maybe_accepted=True, http_status=answer.status)
        return Submitted(None, Failed(code="upstream_result_missing"))

    def _refusal(self, answer: Answer) -> GatewayError:
        """The work may have been done and billed behind any error but a refusal and an explicit 503."""
        error = self._wire.refusal(answer)
        if not answer.readable:
            return error
        coded = read_complaint(answer.payload).code is not None
        if answer.status < 300:
            error.code = error.code if coded else "gateway_error"
            error.maybe_accepted = not coded
        elif answer.status >= 500:
            error.maybe_accepted = answer.status != 503 or not coded
        return error

    async def poll(self, task_id: str) -> Outcome:
        """There are no tasks.

        Raises:
            GatewayError: always, with `task_not_found`.
        """
        del task_id
        raise GatewayError(code="task_not_found")

    async def check(self) -> None:
        """List the models with the key."""
        answer = await self._wire.read("models")
        if not answer.ok:
            raise self._wire.refusal(answer)

    async def has_funds(self) -> bool | None:
        """Ask for the key's balance (docs.octopusx.ai, "Get balance": GET /api/usage/token/)."""
        answer = await self._wire.read("/api/usage/token/")
        if not answer.ok:
            raise self._wire.refusal(answer)
        data = mapping(mapping(answer.payload).get("data"))
        if flag(data.get("unlimited_quota")):
            return True
        available = integer(data.get("total_available"))
        return None if available is None else available > 0

    async def close(self) -> None:
        """Close all connections."""
        await self._wire.close()


def encode(
    model: Model, request: ImageRequest, images: int, references: Sequence[bytes] = ()
) -> dict[str, Any]:
    """The body of a submit, with only what was chosen.

    Explicit `watermark: false` and no watermark at all have different meanings.
    """
    options = {
        "n": images if images > 1 else None,
        "size": model.sizes[request.aspect_ratio] if request.aspect_ratio else None,
        "quality": request.quality,
        "style": request.style,
        "background": request.background,
        "watermark": request.watermark,
        "image": _base64(references),
    }
    chosen = {name: value for name, value in options.items() if value is not None}
    return {"model": model.slug, "prompt": request.prompt, **chosen}


def _base64(references: Sequence[bytes]) -> str | list[str] | None:
    """Text for one picture, an array for several, as the document has it."""
    texts = [b64encode(content).decode() for content in references]
    return texts if len(texts) > 1 else next(iter(texts), None)


def read_images(payload: object, base_url: str) -> Iterator[RemoteImage]:
    """The pictures of an answer, in whichever form each is."""
    for item in map(mapping, sequence(mapping(payload).get("data"))):
        revised = text(item.get("revised_prompt"))
        image = read_image(item, base_url=base_url, revised_prompt=revised)
        if image is not None:
            yield image


def _refuses_response_format(answer: Answer) -> bool:
    """Channels like OpenAI's own refuse the field for gpt-image models; nothing was made then."""
    if answer.status != 400:
        return False
    param = text(mapping(mapping(answer.payload).get("error")).get("param"))
    if param is not None:
        return param == "response_format"
    return read_complaint(answer.payload).word == "unknown_parameter"
