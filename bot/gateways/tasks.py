"""OpenOctopus tasks: the answer to a query, in both status vocabularies, as an outcome.

OpenOctopus API guide: "integrate against output_payload.assets[]; raw is optional and may be omitted".
The provider's own fields (`outputs`, `status: completed`) are read as a fallback only.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from bot.domain.errors import GatewayError
from bot.domain.outcome import Cancelled, Failed, Outcome, Queued, RemoteImage, Running, Succeeded
from bot.gateways.pictures import read_image
from bot.gateways.reading import integer, mapping, sequence, text
from bot.gateways.refusals import read_complaint, read_failed

_QUEUED, _RUNNING, _SUCCEEDED, _FAILED, _CANCELLED, _NOT_FOUND = range(6)
_STATUSES: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(("queued", "created", "pending", "starting", "submitted"), _QUEUED)
    | dict.fromkeys(("processing", "running", "in_progress"), _RUNNING)
    | dict.fromkeys(("succeeded", "completed", "success"), _SUCCEEDED)
    | dict.fromkeys(("failed", "error"), _FAILED)
    | dict.fromkeys(("cancelled", "canceled"), _CANCELLED)
    | {"not_found": _NOT_FOUND}
)


def read_task(payload: object, *, base_url: str, unknown_status: Callable[[str], None]) -> Outcome:
    """What a task's description says. An unknown status word is told to `unknown_status` and means running.

    Raises:
        GatewayError: it is no description of a task (`malformed_answer`), or of none the gateway
            knows (`task_not_found`, which also comes with HTTP 200).
    """
    task = mapping(payload)
    word = text(task.get("status"))
    status = _STATUSES.get(word.lower()) if word else _implied(task)
    if status == _QUEUED:
        return _read_queue(task)
    if status == _SUCCEEDED:
        return _read_success(task, base_url)
    if status == _FAILED:
        return read_failed(task)
    if status == _CANCELLED:
        return Cancelled()
    if status == _NOT_FOUND:
        raise GatewayError(code="task_not_found")
    if word is None:
        raise GatewayError(code="malformed_answer")
    if status is None:
        unknown_status(word[:64])
    return Running()


def _implied(task: Mapping[str, Any]) -> int | None:
    """What an answer without a status amounts to."""
    if mapping(task.get("output_payload")) or sequence(task.get("outputs")) or sequence(task.get("data")):
        return _SUCCEEDED
    return _FAILED if read_complaint(task).code else None


def _read_queue(task: Mapping[str, Any]) -> Queued:
    """Every field may be null; a place below 1 is no place."""
    queue = mapping(task.get("queue"))
    return Queued(
        position=_at_least(1, queue.get("position")),
        size=_at_least(0, queue.get("size")),
        concurrency=_at_least(1, queue.get("concurrency")),
    )


def _at_least(least: int, value: object) -> int | None:
    number = integer(value)
    return number if number is not None and number >= least else None


def _read_success(task: Mapping[str, Any], base_url: str) -> Succeeded | Failed:
    output = mapping(task.get("output_payload"))
    if "video" in (text(output.get("format")) or "").lower():
        return Failed(code="malformed_answer", retryable=False)
    images = tuple(_read_images(task, output, base_url))
    return Succeeded(images) if images else Failed(code="upstream_result_missing")


def _read_images(task: Mapping[str, Any], output: Mapping[str, Any], base_url: str) -> Iterator[RemoteImage]:
    """The normalised assets, else the provider's outputs, else an OpenAI-shaped list."""
    raw = mapping(output.get("raw"))
    assets = [asset for asset in map(mapping, sequence(output.get("assets"))) if asset and _is_image(asset)]
    items: list[Any] = [asset for _, asset in sorted(enumerate(assets), key=_order)]
    items = items or next(
        (
            listed
            for listed in map(sequence, (task.get("outputs"), raw.get("outputs"), task.get("data")))
            if listed
        ),
        [],
    )
    for item, nsfw in zip(items, _verdicts(task, raw, len(items)), strict=True):
        image = read_image(mapping(item) or {"url": item}, base_url=base_url, nsfw=nsfw)
        if image is not None:
            yield image


def _is_image(asset: Mapping[str, Any]) -> bool:
    kind = (text(asset.get("type")) or text(asset.get("mimeType")) or "image").lower()
    return kind.split("/")[0] == "image"


def _order(numbered: tuple[int, Mapping[str, Any]]) -> tuple[int, int]:
    place, asset = numbered
    index = integer(asset.get("index"))
    return (place if index is None else index), place


def _verdicts(task: Mapping[str, Any], raw: Mapping[str, Any], count: int) -> list[bool | None]:
    """One for each output, or none at all: a list of another length says nothing."""
    for source in (task, raw):
        flags = sequence(source.get("has_nsfw_contents"))
        if count and len(flags) == count:
            return [flag if isinstance(flag, bool) else None for flag in flags]
    return [None] * count
