"""Every way a job can go wrong, as data: the gateways' documented codes and ours.

The 31 documented codes are the table of the OpenOctopus API guide, Step 4.
Words for people are made at the face; a code and its category choose them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bot.domain.errors import GatewayError
from bot.domain.outcome import Failed


class Category(StrEnum):
    """Who can do something about it. The first nine are the document's own."""

    VALIDATION = "validation"  # the request itself
    AUTH = "auth"  # the operator's key
    BILLING = "billing"  # the operator's wallet at the gateway
    ROUTING = "routing"  # the model is not served
    TASK = "task"
    ASSET = "asset"  # the finished file at the gateway
    UPSTREAM = "upstream"  # the provider behind the gateway
    SYSTEM = "system"  # the gateway itself
    SAFETY = "safety"  # the prompt; the member can change it
    TRANSPORT = "transport"  # the way to the gateway
    PICTURE = "picture"  # what was downloaded
    LOCAL = "local"  # this machine or this program
    UNKNOWN = "unknown"  # a word nobody documented


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureKind:
    """What is known of a code before it happens."""

    code: str
    category: Category
    #: Whether the same request may well succeed later.
    retryable: bool
    #: At a submit: the gateway may have taken, and may bill, what was sent.
    maybe_accepted: bool = False
    #: The documented HTTP status; `None` for codes of our own.
    http_status: int | None = None


def _kinds(category: Category, http_status: int | None, retryable: bool, codes: str) -> Iterable[FailureKind]:
    for code in codes.split():
        yield FailureKind(
            code=code,
            category=category,
            retryable=retryable,
            # "The request was accepted but internal key tracking failed."
            maybe_accepted=code == "api_key_touch_failed",
            http_status=http_status,
        )


C = Category
#: The table of the OpenOctopus API guide, Step 4: 21 codes are retryable, 10 are not.
DOCUMENTED: Mapping[str, FailureKind] = MappingProxyType(
    {
        kind.code: kind
        for kinds in (
            _kinds(C.VALIDATION, 400, False, "invalid_request"),
            _kinds(C.SAFETY, 400, False, "content_policy_violation"),
            _kinds(C.AUTH, 401, False, "unauthorized invalid_api_key"),
            _kinds(C.BILLING, 402, False, "insufficient_balance"),
            _kinds(C.ROUTING, 404, False, "model_not_available"),
            _kinds(C.TASK, 404, False, "task_not_found"),
            _kinds(C.ASSET, 404, False, "file_not_found"),
            _kinds(C.UPSTREAM, 503, True, "provider_offline"),
            _kinds(C.ROUTING, 503, True, "provider_model_inactive"),
            _kinds(
                C.SYSTEM,
                503,
                True,
                "provider_credential_missing provider_credential_incomplete provider_credential_unusable"
                " provider_credential_legacy provider_credential_unavailable"
                " provider_credential_decrypt_failed database_operation_failed billing_resolution_failed"
                " request_record_write_failed api_key_touch_failed queue_unavailable service_unavailable",
            ),
            _kinds(C.SYSTEM, 503, False, "model_billing_not_configured provider_pricing_not_configured"),
            _kinds(
                C.UPSTREAM,
                502,
                True,
                "provider_submit_failed provider_poll_failed upstream_failed upstream_result_missing"
                " video_output_missing",
            ),
            _kinds(C.UPSTREAM, 504, True, "upstream_timeout"),
            _kinds(C.SYSTEM, 500, True, "internal_error"),
        )
        for kind in kinds
    }
)


def _ours(
    code: str, category: Category, *, retryable: bool = False, maybe_accepted: bool = False
) -> FailureKind:
    return FailureKind(code=code, category=category, retryable=retryable, maybe_accepted=maybe_accepted)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What only the operator can end."""

    #: "" where it is this machine's.
    gateway: str
    code: str
    #: "" where it is not about one model.
    model: str = ""


_OF_THE_ACCOUNT = frozenset({"unauthorized", "invalid_api_key", "insufficient_balance"})
_OF_A_MODEL = frozenset({"model_billing_not_configured", "provider_pricing_not_configured"})
_OF_THIS_MACHINE = frozenset({"disk_full"})


def trouble_of(code: str | None, *, gateway: str, model: str) -> Trouble | None:
    """What the operator has to mend after a failure with this code; `None` if that is nothing."""
    if code in _OF_THE_ACCOUNT:
        return Trouble(gateway, code)
    if code in _OF_A_MODEL:
        return Trouble(gateway, code, model)
    return Trouble("", code) if code in _OF_THIS_MACHINE else None


#: A bug of this program.
OUR_FAULT = "internal"

_OURS = (
    # No connection was made, so nothing was sent.
    _ours("gateway_unreachable", C.TRANSPORT, retryable=True),
    # Sent, and no answer within the time allowed.
    _ours("gateway_timeout", C.TRANSPORT, retryable=True, maybe_accepted=True),
    # Sent, and the connection ended before the answer did.
    _ours("answer_lost", C.TRANSPORT, retryable=True, maybe_accepted=True),
    # HTTP 429: turned away before anything was done.
    _ours("rate_limited", C.TRANSPORT, retryable=True),
    # An answer that is not what the documents describe.
    _ours("malformed_answer", C.TRANSPORT, retryable=True, maybe_accepted=True),
    # HTTP 5xx without a code.
    _ours("gateway_error", C.SYSTEM, retryable=True, maybe_accepted=True),
    # HTTP 4xx without a code.
    _ours("request_refused", C.VALIDATION),
    # The gateway no longer knows a task it gave us.
    _ours("task_lost", C.TASK),
    # The gateway says the task was cancelled, and nobody here asked for it.
    _ours("task_cancelled", C.TASK),
    # The gateway gave the task an id that it gave another before, so its pictures may be another's.
    _ours("task_repeated", C.TASK),
    # No place at its gateway came free in time; nothing was sent.
    _ours("no_place", C.UPSTREAM),
    # The job's total time is over.
    _ours("deadline_exceeded", C.UPSTREAM),
    # A submit left, no usable answer came, and it is not sent twice.
    _ours("submit_unknown", C.TRANSPORT),
    # The catalogue has no such entry any more.
    _ours("model_gone", C.ROUTING),
    _ours("download_failed", C.ASSET, retryable=True),
    # Not a PNG, JPEG or WebP that can be opened.
    _ours("image_invalid", C.PICTURE),
    # More bytes than we take.
    _ours("image_too_large", C.PICTURE),
    # Unpacks to more pixels than we open.
    _ours("image_bomb", C.PICTURE),
    _ours("disk_full", C.LOCAL),
    # A picture to go by is no longer on disk as it was accepted.
    _ours("reference_lost", C.LOCAL),
    # No way left to hand the pictures over.
    _ours("undeliverable", C.LOCAL),
    _ours(OUR_FAULT, C.LOCAL),
)
del C

#: Every code there is a meaning for.
KINDS: Mapping[str, FailureKind] = MappingProxyType({**DOCUMENTED, **{kind.code: kind for kind in _OURS}})

_RETRYABLE_STATUSES = frozenset({408, 425, 429})


def lookup(code: str) -> FailureKind:
    """The kind of a code; an unknown word is a kind of its own that is not retried on its word alone."""
    return KINDS.get(code) or FailureKind(code=code, category=Category.UNKNOWN, retryable=False)


def label_of(code: str) -> str:
    """The code as a metric's label: words of a gateway's own, of which there is no end, share one."""
    return code if code in KINDS else "other"


def is_retryable(error: GatewayError | Failed) -> bool:
    """Whether the same again may help: what the answer says, else the table, else the HTTP status.

    The same code can come with another status, and two documented 503 are final,
    so the status decides only for words nobody documented.
    """
    if error.retryable is not None:
        return error.retryable
    kind = KINDS.get(error.code)
    if kind is not None:
        return kind.retryable
    http_status = error.http_status if isinstance(error, GatewayError) else None
    return http_status is not None and (http_status in _RETRYABLE_STATUSES or http_status >= 500)
