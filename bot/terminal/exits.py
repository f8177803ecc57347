"""How the program ends, for the shell and for service managers (BSD `sysexits` where there is one)."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes. 73, 77 and 78 need a person: a service manager should not try those again."""

    OK = 0
    FAILED = 1  # the job, or one of the doctor's checks
    REFUSED = 2  # what was asked for cannot be had; nothing was sent
    UNAVAILABLE = 69  # Discord cannot be reached
    BUG = 70  # of ours; the traceback is in the log
    CANNOT_WRITE = 73  # a picture or a backup has no place to go
    TAKEN = 75  # the database or a port belongs to another process; later it may not
    NO_PERMISSION = 77  # Discord does not accept the token or the intents
    CONFIG = 78  # the configuration, the catalogue or the database needs mending
    INTERRUPTED = 130  # Ctrl-C
