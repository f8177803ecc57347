"""A gateway's error answer, in any of its shapes, as a code with facts.

OpenOctopus documents `{error: {code, message}}` and, for a failed task, `error_message`; OctopusX
documents nothing, and gateways of its kind send OpenAI's shape, `{success: false, message}` or
`{code, message}`. The code decides first, the HTTP status second.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import MappingProxyType

from bot.domain.errors import GatewayError
from bot.domain.failure import DOCUMENTED, KINDS
from bot.domain.outcome import Failed
from bot.gateways.reading import flag, mapping, text

_CODE = re.compile(r"[a-z][a-z0-9_.\-]{1,63}")
#: Words of OpenAI-shaped gateways for what the table has a code for.
_SAME_AS: Mapping[str, str] = MappingProxyType(
    {
        "moderation_blocked": "content_policy_violation",
        "content_filter": "content_policy_violation",
        "insufficient_quota": "insufficient_balance",
        "insufficient_user_quota": "insufficient_balance",
        "billing_hard_limit_reached": "insufficient_balance",
        "rate_limit_exceeded": "rate_limited",
        "too_many_requests": "rate_limited",
        "model_not_found": "model_not_available",
    }
)
#: Words in the place of a code that complain of nothing.
_PRAISE = frozenset({"ok", "success"})
#: What a status means when no code came with it.
_BY_STATUS: Mapping[int, str] = MappingProxyType(
    {401: "invalid_api_key", 402: "insufficient_balance", 408: "gateway_timeout", 429: "rate_limited"}
)
_TOO_MANY = 429


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What an answer says went wrong."""

    code: str | None
    #: As the gateway wrote it, before our word for it was put in its place.
    word: str | None
    retryable: bool | None


def read_complaint(payload: object) -> Complaint:
    """Code and opinion of an error answer or a failed task; `None` where it has none."""
    body = mapping(payload)
    error = body.get("error")
    inner = mapping(error)
    word = _first_code(inner.get("code"), body.get("error_code"), body.get("code"), error, inner.get("type"))
    retryable = flag(inner.get("retryable"))
    return Complaint(
        code=_our_word_for(word) if word else None,
        word=word,
        retryable=flag(body.get("retryable")) if retryable is None else retryable,
    )


def _our_word_for(word: str) -> str:
    """The code a gateway's word stands for. A word that means something else here is told apart."""
    code = _SAME_AS.get(word, word)
    kind = KINDS.get(code)
    if kind is None or code in DOCUMENTED or code == "rate_limited" or kind.maybe_accepted:
        return code
    return f"their_{code}"


def _first_code(*candidates: object) -> str | None:
    """The first word that can be a code. A type or a plain string only counts if it is a known one."""
    *codes, plain, kind = candidates
    for candidate in codes:
        word = _as_code(candidate)
        if word:
            return word
    for candidate in (plain, kind):
        word = _as_code(candidate)
        if word and (word in KINDS or word in _SAME_AS):
            return word
    return None


def _as_code(value: object) -> str | None:
    word = (text(value) or "").lower()
    return word if _CODE.fullmatch(word) and word not in _PRAISE else None


def read_failed(payload: object) -> Failed:
    """A task that ended without a picture; without a code it is the provider's failure."""
    complaint = read_complaint(payload)
    return Failed(code=complaint.code or "upstream_failed", retryable=complaint.retryable)


def refusal(status: int, payload: object, headers: Mapping[str, str], *, now_ms: int) -> GatewayError:
    """The error in an answer that is not a success. `payload` is `None` if it was not JSON.

    A 5xx without a code may come from anything on the way, so what was sent may have been taken.
    """
    complaint = read_complaint(payload)
    code = complaint.code
    if status == _TOO_MANY and code not in KINDS:
        code = "rate_limited"
    return GatewayError(
        code=code or _BY_STATUS.get(status) or ("gateway_error" if status >= 500 else "request_refused"),
        retryable=complaint.retryable,
        maybe_accepted=code is None and (status >= 500 or status == 408),
        http_status=status,
        retry_after=read_retry_after(headers, now_ms=now_ms),
    )


def read_retry_after(headers: Mapping[str, str], *, now_ms: int) -> float | None:
    """Seconds to wait: from milliseconds, seconds or an HTTP date; `None` if not told or nonsense."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) * unit
        except ValueError:
            continue
        return seconds if 0 <= seconds < 1e9 else None
    try:
        moment = parsedate_to_datetime(headers.get("retry-after", ""))
        return max(moment.timestamp() - now_ms / 1000, 0.0)
    except (ValueError, OverflowError):
        return None
