"""The JSON of the OpenOctopus answers, in every manner its guide leaves open."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sandbox.gateway.errors import Failure
from sandbox.gateway.faults.bodies import garble_items
from sandbox.gateway.faults.codes import fault_failure
from sandbox.gateway.jobs import Job, Status
from sandbox.gateway.lanes import Place
from sandbox.gateway.manners import Manners
from sandbox.gateway.pictures.painting import MIME

_PROVIDER_WORDS = {
    Status.QUEUED: "created",
    Status.PROCESSING: "processing",
    Status.SUCCEEDED: "completed",
    Status.FAILED: "failed",
    Status.CANCELLED: "cancelled",
}
_CAPABILITIES = {"image": "image_generation", "video": "video_generation", "edit": "image_edit"}
_NOT_FOR_THE_EXAMPLE = frozenset({"id", "model", "queue", "asset_storage"})


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A job as it is at one moment. `encoded` holds base64 text where the job asked for it."""

    job: Job
    status: Status
    place: Place | None
    concurrency: int
    base_url: str
    submitted_wall: float
    finished_wall: float
    encoded: tuple[str, str] | None = None


def error_fields(failure: Failure, shape: str) -> dict[str, Any]:
    """The error part of an answer, in the shape asked for."""
    error: dict[str, Any] = {"code": failure.code, "message": failure.message}
    match shape:
        case "guide":
            return {"error": error}
        case "sample":
            return {"error_message": failure.message}
        case "string":
            return {"error": failure.message}
        case "null":
            return {"error": None, "error_code": failure.code, "error_message": failure.message}
        case "bare":
            return error
        case "success":
            return {"success": False, "message": failure.message}
    if failure.retryable is not None:
        error["retryable"] = failure.retryable
    return {"error": error}


def submit_body(view: View) -> dict[str, Any]:
    """The answer to a submit: as documented, or as the gateway's public code words it."""
    job = view.job
    status = status_word(view.status, job.manners)
    if job.manners.submit_body == "documented":
        return {"id": job.id, "status": status, "model": job.model}
    return {"id": job.id, "status": status, **_queue(view), **_storage(job.manners)}


def task_body(view: View) -> dict[str, Any]:
    """The answer to a task query."""
    job, manners = view.job, view.job.manners
    body: dict[str, Any] = {
        "id": job.id,
        "status": status_word(view.status, manners),
        "model": job.model,
        "capability": _CAPABILITIES[manners.media],
        "created_at": _iso(view.submitted_wall),
        **_queue(view),
        **_storage(manners),
    }
    if view.status is Status.SUCCEEDED:
        body |= _result(view)
    elif view.status is Status.FAILED and job.outcome is not None:
        body |= failed_fields(fault_failure(job.outcome), manners.error_shape)
    if manners.task_body == "example":
        return {key: value for key, value in body.items() if key not in _NOT_FOR_THE_EXAMPLE}
    return body


def failed_fields(failure: Failure, shape: str) -> dict[str, Any]:
    """What a failed task says: the guide reads `error.code`, its sample reads `error_message`."""
    fields = error_fields(failure, shape)
    if shape == "documented":
        fields |= {"error_code": failure.code, "error_message": failure.message}
    return fields


def status_word(status: Status, manners: Manners) -> str:
    return _PROVIDER_WORDS[status] if manners.vocabulary == "provider" else status.value


def _queue(view: View) -> dict[str, Any]:
    place, shape = view.place, view.job.manners.queue_shape
    if shape == "absent":
        return {}
    if shape == "null":
        return {"queue": None}
    flags = ("upstream_queue_supported", "upstream_cancel_supported")
    if shape != "snake":
        flags = ("upstreamQueueSupported", "upstreamCancelSupported")
    numbers: dict[str, Any] = {
        "position": place.position if place else None,
        "size": place.size if place else None,
        "concurrency": view.concurrency,
    }
    if shape == "strings":
        numbers = {name: None if value is None else str(value) for name, value in numbers.items()}
    return {"queue": {"enabled": place is not None, **numbers, flags[0]: True, flags[1]: False}}


def _storage(manners: Manners) -> dict[str, Any]:
    if manners.asset_storage == "absent":
        return {}
    return {
        "asset_storage": {
            "provider": manners.asset_storage,
            "inputBucket": "sandbox-input",
            "outputBucket": "sandbox-output",
            "custom": False,
        }
    }


def _result(view: View) -> dict[str, Any]:
    job, manners = view.job, view.job.manners
    asset = _asset(view)
    assets = garble_items(job.outcome, [asset])
    if manners.output == "outputs":
        return {"outputs": [_address(view)], "urls": {"get": f"{view.base_url}/v1/tasks/{job.id}"}}
    if manners.output == "data":
        return {"created": int(view.finished_wall), "data": [{"url": _address(view)}]}
    payload: dict[str, Any] = {"format": f"openoctopus.{_kind(manners)}.output.v1", "assets": assets}
    if assets is None and job.outcome is not None and job.outcome.name == "no_assets":
        return {}
    if manners.raw != "off" or (view.encoded is not None and manners.base64 == "raw"):
        payload["raw"] = _raw(view)
    return {"output_payload": payload, "completed_at": _iso(view.finished_wall)}


def _asset(view: View) -> dict[str, Any]:
    job = view.job
    mime = MIME[job.order.output_format]
    asset: dict[str, Any] = {"type": _kind(job.manners), "url": _address(view), "mimeType": mime}
    if job.manners.extras == "on":
        asset |= {"id": f"{job.id}-0", "index": 0, "width": job.order.width, "height": job.order.height}
    if view.encoded is None:
        return asset
    text, asset["mimeType"] = view.encoded
    match job.manners.base64:
        case "bare":
            asset["url"] = text
        case "b64_json" | "base64" as name:
            del asset["url"]
            asset[name] = text
        case "raw":
            asset["url"] = None
    return asset


def _kind(manners: Manners) -> str:
    return "video" if manners.media == "video" else "image"


def _address(view: View) -> str:
    """Where the picture is: a data URI, a path, or a whole address."""
    job = view.job
    if view.encoded is not None:
        return f"data:{view.encoded[1]};base64,{view.encoded[0]}"
    if job.outcome is not None and job.outcome.name == "elsewhere":
        return job.outcome.options.get("url", "http://169.254.169.254/latest/meta-data")
    path = f"/v1/files/{job.id}/assets/0"
    return path if job.manners.asset_urls == "relative" else view.base_url + path


def _raw(view: View) -> dict[str, Any]:
    job = view.job
    names = ("model", "outputs", "status", "urls", "created_at", "has_nsfw_contents", "id")
    if job.manners.raw == "example":
        return dict.fromkeys(names, "example")
    raw: dict[str, Any] = {
        "model": job.model,
        "outputs": [_address(view)],
        "status": "completed",
        "urls": {"get": f"{view.base_url}/v1/tasks/{job.id}"},
        "created_at": _iso(view.submitted_wall),
        "id": job.id,
    }
    flags = {"false": [False], "true": [True], "first": [job.variant == 0], "mismatch": [False, True]}
    if job.manners.nsfw in flags:
        raw["has_nsfw_contents"] = flags[job.manners.nsfw]
    return raw


def _iso(wall: float) -> str:
    return datetime.fromtimestamp(wall, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
