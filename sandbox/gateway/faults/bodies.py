"""Faults inside a JSON answer that is otherwise well formed."""

from typing import Any

from sandbox.gateway.errors import failure_of
from sandbox.gateway.faults.grammar import BODY_KINDS, Fault


def is_garble(fault: Fault) -> bool:
    """Whether the fault changes a body rather than the connection."""
    return fault.name in BODY_KINDS


def garble(fault: Fault, body: dict[str, Any]) -> dict[str, Any]:
    """The body with the fault in it."""
    match fault.name:
        case "missing_id":
            return {key: value for key, value in body.items() if key != "id"}
        case "unknown_status":
            return {**body, "status": fault.options.get("status", "reticulating")}
        case "error_200":
            failure = failure_of("upstream_failed")
            return {"error": {"code": failure.code, "message": failure.message, "retryable": True}}
        case "not_found_200":
            return _not_found(body)
    return body


def _not_found(body: dict[str, Any]) -> dict[str, Any]:
    failure = failure_of("task_not_found")
    error = {"code": failure.code, "message": failure.message, "retryable": failure.retryable}
    return {
        "id": body.get("id"),
        "status": "not_found",
        "error_code": failure.code,
        "error_message": failure.message,
        "error": error,
    }


def garble_items(fault: Fault | None, items: list[Any]) -> list[Any] | None:
    """The list of pictures with the fault in it; None where the list itself is missing."""
    match fault.name if fault else "":
        case "empty_assets":
            return []
        case "no_assets" | "null_assets":
            return None
        case "fewer":
            return items[:-1]
        case "more":
            return [*items, *items[-1:]]
    return items
