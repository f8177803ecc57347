"""The 31 error codes, as printed in the OpenOctopus API guide, Step 4."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_PROVIDER_AWAY = "The service is temporarily unavailable for this model. Please retry later."
_MODEL_AWAY = "The selected model is temporarily unavailable. Please retry later."


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorCode:
    """One row of the table: `http` is the status of the answer, a failed task still arrives as 200."""

    code: str
    http: int
    retryable: bool
    category: str
    message: str


_TABLE = (
    (400, "invalid_request", False, "validation",
     "The request payload is invalid. Check the required fields and try again."),
    (401, "unauthorized", False, "auth", "Authentication is required for this request."),
    (401, "invalid_api_key", False, "auth", "The API key is invalid or inactive."),
    (402, "insufficient_balance", False, "billing",
     "Your wallet balance is insufficient. Please top up and try again."),
    (404, "model_not_available", False, "routing", "The requested model is currently unavailable."),
    (404, "task_not_found", False, "task", "The requested task could not be found."),
    (404, "file_not_found", False, "asset", "The requested generated file is not available."),
    (503, "provider_offline", True, "upstream", _MODEL_AWAY),
    (503, "provider_model_inactive", True, "routing", _MODEL_AWAY),
    (503, "provider_credential_missing", True, "system", _PROVIDER_AWAY),
    (503, "provider_credential_incomplete", True, "system", _PROVIDER_AWAY),
    (503, "provider_credential_unusable", True, "system", _PROVIDER_AWAY),
    (503, "provider_credential_legacy", True, "system", _PROVIDER_AWAY),
    (503, "provider_credential_unavailable", True, "system", _PROVIDER_AWAY),
    (503, "provider_credential_decrypt_failed", True, "system", _PROVIDER_AWAY),
    (503, "model_billing_not_configured", False, "system", _MODEL_AWAY),
    (503, "provider_pricing_not_configured", False, "system", _MODEL_AWAY),
    (503, "database_operation_failed", True, "system",
     "The service could not access required internal records. Please retry later."),
    (503, "billing_resolution_failed", True, "system",
     "The selected model pricing could not be evaluated. Please retry later."),
    (503, "request_record_write_failed", True, "system",
     "The request could not be recorded internally. Please retry later."),
    (503, "api_key_touch_failed", True, "system",
     "The request was accepted but internal key tracking failed. Please retry later."),
    (503, "queue_unavailable", True, "system",
     "The internal job queue is temporarily unavailable. Please retry later."),
    (502, "provider_submit_failed", True, "upstream",
     "The generation provider could not accept the request. Please retry shortly."),
    (502, "provider_poll_failed", True, "upstream",
     "The generation provider could not complete the request. Please retry shortly."),
    (502, "upstream_failed", True, "upstream",
     "The generation provider failed to complete the request. Please retry shortly."),
    (400, "content_policy_violation", False, "safety",
     ("The prompt or image was rejected by the provider safety policy. "
      "Please adjust the content and try again.")),
    (504, "upstream_timeout", True, "upstream", "The generation request timed out. Please retry shortly."),
    (502, "upstream_result_missing", True, "upstream",
     "The generation provider returned an incomplete result. Please retry shortly."),
    (502, "video_output_missing", True, "upstream",
     "The generation provider returned an incomplete result. Please retry shortly."),
    (503, "service_unavailable", True, "system",
     "The service is temporarily unavailable. Please retry later."),
    (500, "internal_error", True, "system",
     "The service encountered an unexpected error. Please retry later."),
)  # fmt: skip

ERRORS: Mapping[str, ErrorCode] = MappingProxyType(
    {
        code: ErrorCode(code=code, http=http, retryable=retryable, category=category, message=message)
        for http, code, retryable, category, message in _TABLE
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What an answer says about an error; `retryable` None leaves the word out of the body."""

    code: str
    http: int
    message: str
    retryable: bool | None
    category: str = "system"
    param: str | None = None


def failure_of(code: str, detail: str = "", *, param: str | None = None) -> Failure:
    """The row of `code`, its message followed by `detail` in brackets."""
    row = ERRORS[code]
    return Failure(
        code=code,
        http=row.http,
        message=f"{row.message} ({detail})" if detail else row.message,
        retryable=row.retryable,
        category=row.category,
        param=param,
    )


class Refusal(Exception):
    """A request that the gateway refuses; each gateway words the body its own way."""

    def __init__(self, code: str, detail: str = "", *, param: str | None = None) -> None:
        self.failure = failure_of(code, detail, param=param)
        super().__init__(self.failure.message)
