"""One log, from this program and its libraries: for people or as JSON, and without secrets."""

import logging
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from bot.ops.redact import Redactor

if TYPE_CHECKING:
    from bot.ops.lines import Style

#: The loggers that LOG_LEVEL=debug is about. Libraries print whole bodies there: prompts and tokens.
_OURS = ("bot", "cogs")
#: Libraries that tell each request even on info.
_CHATTY = ("httpx", "httpcore", "alembic", "aiosqlite", "sqlalchemy", "PIL", "aiohttp.access")


def configure_logging(
    *,
    level: str,
    style: "Style",
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
    held: bool = False,
) -> None:
    """Send everything to `stream` (standard error by default).

    A held log is written once `let_go_of_log` is called, a warning is said, or the program ends: until then
    what writes it need not be loaded.
    """
    handler = _Handler(stream if stream is not None else sys.stderr, style, Redactor(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    wanted = logging.getLevelNamesMapping()[level.upper()]
    root.setLevel(max(wanted, logging.INFO))
    for name in _OURS:
        logging.getLogger(name).setLevel(wanted)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(wanted, logging.WARNING))
    if not held:
        handler.load()
        handler.let_go()


def let_go_of_log() -> None:
    """Write what was held, and from now on each line when it is said."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, _Handler):
            handler.let_go()


class _Handler(logging.StreamHandler[TextIO]):
    """Keeps records until it is let go."""

    def __init__(self, stream: TextIO, style: "Style", redactor: Redactor) -> None:
        super().__init__(stream)
        self._style: Style = style
        self._redactor = redactor
        self._kept: list[logging.LogRecord] | None = []

    def emit(self, record: logging.LogRecord) -> None:
        """Write it, or keep it while that can wait."""
        if self._kept is None:
            super().emit(record)
            return
        self._kept.append(record)
        if record.levelno >= logging.WARNING:
            self.let_go()

    def format(self, record: logging.LogRecord) -> str:
        """As structlog does."""
        if self.formatter is None:
            self.load()
        return super().format(record)

    def load(self) -> None:
        """Load what writes a line."""
        from bot.ops.lines import formatter

        self.setFormatter(formatter(self._style, self._redactor, colors=self.stream.isatty()))

    def let_go(self) -> None:
        """Write what was kept; nothing is kept any more."""
        self.acquire()
        try:
            kept, self._kept = self._kept or [], None
            for record in kept:
                super().emit(record)
        finally:
            self.release()

    def close(self) -> None:
        """Lose nothing at the end of the program."""
        self.let_go()
        super().close()
