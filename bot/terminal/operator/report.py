"""An answer to the operator: words and a table for people, JSON for scripts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found or decided."""

    #: Names and plain values; times are epoch ms.
    data: Any
    said: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    #: Whether what was asked for cannot be had.
    refused: bool = False


def show(report: Report, console: Console, *, as_json: bool) -> None:
    """Print it."""
    if as_json:
        console.print_json(json.dumps(report.data, ensure_ascii=False))
        return
    if report.said:
        console.print(report.said, markup=False, highlight=False, soft_wrap=True)
    if report.rows:
        table = Table(*report.columns, box=None, pad_edge=False, header_style="bold")
        for row in report.rows:
            table.add_row(*row)
        console.print(table, markup=False, highlight=False)


def day(moment_ms: int | None) -> str:
    """A moment in UTC, to the minute; nothing for none."""
    if not moment_ms:
        return ""
    return datetime.fromtimestamp(moment_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M")


def limit(amount: int | None) -> str:
    """A limit in credits."""
    return "-" if amount is None else f"{amount:,}"
