"""How a line of the log looks: structlog's work, which is loaded when the first line is written."""

import logging
from datetime import UTC, datetime
from time import time
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.ops.redact import MASK, Redactor, hides

Style = Literal["console", "json"]


def formatter(style: Style, redactor: Redactor, *, colors: bool) -> logging.Formatter:
    """What makes a line of a record, and structlog's own loggers set up to go the same way."""
    shared = _shared_processors()
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
    return _RedactingFormatter(redactor, shared, _renderers(style, colors=colors))


def _shared_processors() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ExtraAdder(),
        _when_it_was_said,
        _hide_named_values,
    ]


def _when_it_was_said(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """The time, UTC. A line may be written later than it was said."""
    record = event.get("_record")
    said = datetime.fromtimestamp(record.created if record else time(), UTC)
    event["timestamp"] = said.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return event


def _hide_named_values(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    return {name: MASK if hides(name) and value is not None else value for name, value in event.items()}


def _renderers(style: Style, *, colors: bool) -> list[Processor]:
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
