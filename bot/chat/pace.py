"""How often a card may be edited. Pure; seconds."""

_STEPS = ((60.0, 3.0), (300.0, 5.0), (900.0, 10.0), (3600.0, 30.0))
#: Discord allows few edits of messages older than an hour (error 30046).
_OLD = 300.0


def edit_interval(age: float) -> float:
    """The least time between two edits of a card that is `age` old."""
    for until, interval in _STEPS:
        if age < until:
            return interval
    return _OLD


def after_trouble(interval: float, failures: int) -> float:
    """The wait after edits that failed: twice as long each time, five minutes at most."""
    return min(_OLD, interval * 2.0 ** min(failures, 10))
