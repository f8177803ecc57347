"""All settings of a guild as one document: written, read, compared, applied. The format: docs/settings.md."""

from bot.engine.bundle.bundle import (
    MOST_BYTES,
    SECTIONS,
    VERSION,
    Comparison,
    Wanted,
    apply,
    compare,
    export,
    read,
)
from bot.engine.bundle.checks import Known

__all__ = (
    "MOST_BYTES",
    "SECTIONS",
    "VERSION",
    "Comparison",
    "Known",
    "Wanted",
    "apply",
    "compare",
    "export",
    "read",
)
