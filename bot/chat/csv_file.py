"""Tables as CSV files that spreadsheets open as they are meant.

Written after RFC 4180, in UTF-8 with the mark by which spreadsheets know it. A cell of text that a
spreadsheet would take for a formula begins with an apostrophe, as OWASP advises under "CSV Injection".
"""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Cell = str | int | float | bool | None

#: Rows of a file, at most.
MOST_ROWS = 10_000
#: What begins a formula, the wide forms of it included, and what some spreadsheets cut off in front of one.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvFile:
    """A table, written."""

    name: str
    data: bytes
    #: Rows in it, without the heads.
    rows: int
    #: Whether there were more than fit.
    cut: bool


async def csv_file(
    name: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    most_bytes: int,
    most_rows: int = MOST_ROWS,
) -> CsvFile:
    """Write a table, in a thread. Rows that do not fit into these limits are left out, from the end."""
    return await asyncio.to_thread(written, name, heads, rows, most_bytes=most_bytes, most_rows=most_rows)


def written(
    name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, most_bytes: int, most_rows: int
) -> CsvFile:
    """The same at once."""
    write = csv.writer(_Lines(), lineterminator="\r\n").writerow
    data = bytearray(_MARK + _line(write, heads))
    count = 0
    for row in rows:
        line = _line(write, row)
        if count >= most_rows or len(data) + len(line) > most_bytes:
            return CsvFile(name=name, data=bytes(data), rows=count, cut=True)
        data += line
        count += 1
    return CsvFile(name=name, data=bytes(data), rows=count, cut=False)


def moment(at_ms: int, zone: ZoneInfo) -> str:
    """A time as ISO 8601 has it, with the offset of the zone: "2026-03-10T11:40:00+01:00"."""
    return datetime.fromtimestamp(at_ms / 1000, zone).isoformat(timespec="seconds")


class _Lines:
    """What a table is written into: hands each line back to who had it written."""

    def write(self, line: str, /) -> str:
        """The line itself."""
        return line


def _line(write: Callable[[Iterable[Cell]], Any], cells: Sequence[Cell]) -> bytes:
    line: str = write([_safe(cell) for cell in cells])
    # Half a surrogate pair has no UTF-8.
    return line.encode("utf-8", "replace")


def _safe(cell: Cell) -> Cell:
    """A number cannot be a formula; text can."""
    if isinstance(cell, str) and cell.startswith(_DANGEROUS):
        return f"'{cell}"
    return cell
