"""A fault that is an error code, known or invented, as a Failure."""

from sandbox.gateway.errors import ERRORS, Failure, failure_of
from sandbox.gateway.faults.grammar import KINDS, Fault

_RETRYABLE = {"yes": True, "no": False, "absent": None}


def is_code(fault: Fault) -> bool:
    """Whether the fault is answered with an error body."""
    return fault.name not in KINDS


def fault_failure(fault: Fault) -> Failure:
    """The row of the code, changed by the options `http`, `retryable` and `message`."""
    if fault.name in ERRORS:
        row = failure_of(fault.name)
    else:
        row = Failure(code=fault.name, http=500, message="An error no document knows.", retryable=None)
    return Failure(
        code=row.code,
        http=int(fault.number("http", row.http)),
        message=fault.options.get("message", row.message),
        retryable=_RETRYABLE[fault.options["retryable"]] if "retryable" in fault.options else row.retryable,
        category=row.category,
    )
