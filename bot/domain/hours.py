"""Quiet hours: two times of day on the clocks of a guild's time zone."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import SettingFault, SettingInvalid
from bot.domain.guild import QuietHours

#: Minutes of a day.
DAY = 24 * 60
_HOURS = re.compile(
    r"(?P<begin>\d{1,2})(?:[:.h](?P<begin_minute>\d{2})|h)?\s*(?:[-–—~〜]|to|until)\s*"
    r"(?P<end>\d{1,2})(?:[:.h](?P<end_minute>\d{2})|h)?"
)


def read_hours(text: str) -> QuietHours:
    """Hours as people write them: "22:00-07:00", "22 - 7", "22h30 to 7h". "24:00" is midnight.

    Raises:
        SettingInvalid: these are no hours, or none at all lie between them.
    """
    found = _HOURS.fullmatch(text.strip().casefold())
    if found is None:
        raise SettingInvalid("quiet_hours", text, SettingFault.NOT_HOURS)
    begin = _minute(text, found["begin"], found["begin_minute"])
    end = _minute(text, found["end"], found["end_minute"])
    if begin == end:
        raise SettingInvalid("quiet_hours", text, SettingFault.NO_LENGTH)
    return QuietHours(begin=begin, end=end)


def _minute(text: str, hour: str, minute: str | None) -> int:
    total = int(hour) * 60 + int(minute or 0)
    if total > DAY or int(minute or 0) > 59:
        raise SettingInvalid("quiet_hours", text, SettingFault.NOT_HOURS)
    return total % DAY


def written(hours: QuietHours) -> str:
    """As `read_hours` reads them."""
    return f"{_clock(hours.begin)}-{_clock(hours.end)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def quiet_until(hours: QuietHours, zone: ZoneInfo, now_ms: int) -> int | None:
    """Epoch ms at which the quiet that reigns now ends; `None` if none does.

    It begins and ends the first time the clocks show its times that day, or have jumped over them.
    """
    today = datetime.fromtimestamp(now_ms / 1000, zone).date()
    overnight = timedelta(days=1 if hours.end <= hours.begin else 0)
    for day in (today - timedelta(days=1), today):
        begin = first_moment(day, hours.begin, zone)
        end = first_moment(day + overnight, hours.end, zone)
        if begin <= now_ms < end:
            return end
    return None


def first_moment(day: date, minute: int, zone: ZoneInfo) -> int:
    """Epoch ms when the clocks of a zone show that minute of a day, or a later time if they jump over it.

    Where they show it twice, the first time counts.
    """
    wanted = datetime.combine(day, time()) + timedelta(minutes=minute)
    # Read with the offset before a jump and with the one after it; without a jump both are the same.
    late, early = (round(wanted.replace(tzinfo=zone, fold=fold).timestamp()) for fold in (0, 1))
    if _shown(late, zone) >= wanted and late <= early:
        return late * 1000
    # The clocks jump between the two: find where.
    while early < late:
        middle = (early + late) // 2
        if _shown(middle, zone) >= wanted:
            late = middle
        else:
            early = middle + 1
    return late * 1000


def _shown(at: int, zone: ZoneInfo) -> datetime:
    """What the clocks show, without saying where."""
    return datetime.fromtimestamp(at, UTC).astimezone(zone).replace(tzinfo=None)
