"""One log, from this program and its libraries: for people or as JSON, and without secrets."""

import logging
import sys
from collections.abc import Iterable
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.ops.redact import MASK, Redactor, hides

#: The loggers that LOG_LEVEL=debug is about. Libraries print whole bodies there: prompts and tokens.
_OURS = ("bot", "cogs")
#: Libraries that tell each request even on info.
_CHATTY = ("httpx", "httpcore", "alembic", "aiosqlite", "sqlalchemy", "PIL", "aiohttp.access")


def configure_logging(
    *,
    level: str,
    style: Literal["console", "json"],
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send everything to `stream` (standard error by default)."""
    target = stream if stream is not None else sys.stderr
    redactor = Redactor(secrets)
    shared = _shared_processors()
    handler = logging.StreamHandler(target)
    handler.setFormatter(_RedactingFormatter(redactor, shared, _renderers(style, colors=target.isatty())))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    wanted = logging.getLevelNamesMapping()[level.upper()]
    root.setLevel(max(wanted, logging.INFO))
    for name in _OURS:
        logging.getLogger(name).setLevel(wanted)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(wanted, logging.WARNING))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _shared_processors() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _hide_named_values,
    ]


def _hide_named_values(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    return {name: MASK if hides(name) and value is not None else value for name, value in event.items()}


def _renderers(style: Literal["console", "json"], *, colors: bool) -> list[Processor]:
    if style == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    plain = structlog.dev.plain_traceback
    return [structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=plain)]


class _RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Masks in the finished line, so that tracebacks and library messages are covered too."""

    def __init__(self, redactor: Redactor, shared: list[Processor], renderers: list[Processor]) -> None:
        meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
        super().__init__(foreign_pre_chain=shared, processors=[meta, *renderers])
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """One line, or a line and its traceback."""
        return self._redactor.text(super().format(record))
