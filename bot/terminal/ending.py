"""How a command ends that cannot go on."""

import logging
import sys

from bot.ops.log import let_go_of_log
from bot.terminal.exits import Exit

_log = logging.getLogger(__name__)


def end(error: Exception) -> Exit:
    """Say why: one line per fault, or for a bug of ours a masked traceback in the log. The exit code."""
    # What happened before it is told before it.
    let_go_of_log()
    # Only who fails needs the words.
    from bot.terminal.trouble import explain

    trouble = explain(error)
    if trouble is None:
        _log.critical("Something broke that nobody foresaw", exc_info=error)
        return Exit.BUG
    for line in trouble.words.splitlines():
        sys.stderr.write(f"inkling: {line}\n")
    return trouble.code
