"""`inkling doctor`: what works, what does not, and how to mend it."""

from bot.terminal.doctor.examine import examine
from bot.terminal.doctor.finding import Finding, Verdict

__all__ = ("Finding", "Verdict", "examine")
