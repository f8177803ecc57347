"""What comes back from a gateway and is of no use."""

from dataclasses import dataclass

from bot.domain.roots import InklingError


@dataclass(eq=False, kw_only=True)
class GatewayError(InklingError):
    """A gateway call that gave no usable answer. `code` decides, the HTTP status does not.

    The gateway's own text is not kept: it may repeat the prompt or a signed address.
    """

    #: A code of `bot.domain.failure`, or the gateway's own word.
    code: str
    #: Explicit opinion in the answer; `None` if there was none.
    retryable: bool | None = None
    #: The gateway may have taken (and may bill) what was sent.
    maybe_accepted: bool = False
    http_status: int | None = None
    #: Seconds the gateway asked us to wait.
    retry_after: float | None = None

    def __str__(self) -> str:
        return f"{self.code} (HTTP {self.http_status})" if self.http_status else self.code


@dataclass(eq=False)
class ImageRejected(InklingError):
    """Downloaded bytes that are not handed on. `code` is one of `bot.domain.failure`."""

    code: str
