"""Tables that spreadsheets open as they are meant, whatever stands in them."""

import csv
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.csv_file import CsvFile, csv_file, moment, written

MANY = 10**9
nasty = st.sampled_from(
    ["=1+1", "+a", "-a", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '"', ",", "a\r\nb", "", "'", "＝1"]
)
texts = st.one_of(nasty, st.text(), st.builds("{}{}".format, nasty, st.text()))
cells = st.one_of(texts, st.integers(), st.booleans(), st.none())
tables = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.lists(texts, min_size=width, max_size=width),
        st.lists(st.lists(cells, min_size=width, max_size=width), max_size=6),
    )
)


def _read(file: CsvFile) -> list[list[str]]:
    assert file.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(file.data.decode("utf-8-sig"), newline="")))


def _told(cell: object) -> str:
    text = "" if cell is None else str(cell)
    dangerous = isinstance(cell, str) and text[:1] in tuple("=+-@\t\r\n＝＋－＠")
    # Half a surrogate pair cannot be written.
    return ("'" if dangerous else "") + text.encode("utf-8", "replace").decode()


@given(tables)
def test_what_is_written_is_read_back_with_formulas_made_harmless(table) -> None:
    heads, rows = table
    file = written("a.csv", heads, rows, most_bytes=MANY, most_rows=MANY)
    assert (file.rows, file.cut) == (len(rows), False)
    assert _read(file) == [[_told(cell) for cell in row] for row in [heads, *rows]]


@given(tables)
def test_no_cell_of_text_begins_a_formula(table) -> None:
    heads, rows = table
    found = _read(written("a.csv", heads, rows, most_bytes=MANY, most_rows=MANY))
    for row, cells in zip(found, [heads, *rows], strict=True):
        for text, cell in zip(row, cells, strict=True):
            assert isinstance(cell, int) or not text or text[0] not in "=+-@\t\r\n＝＋－＠"


@given(tables, st.integers(0, 400), st.integers(0, 6))
def test_what_does_not_fit_is_left_out_from_the_end_and_said_to_be(table, room: int, most: int) -> None:
    heads, rows = table
    bare = written("a.csv", heads, [], most_bytes=MANY, most_rows=MANY)
    limit = len(bare.data) + room
    file = written("a.csv", heads, rows, most_bytes=limit, most_rows=most)
    assert len(file.data) <= limit
    assert file.rows <= most
    assert file.cut == (file.rows < len(rows))
    whole = written("a.csv", heads, rows[: file.rows], most_bytes=MANY, most_rows=MANY)
    assert file.data == whole.data


def test_lines_end_as_the_standard_says() -> None:
    file = written("a.csv", ["a", "b"], [[1, "x,y"]], most_bytes=MANY, most_rows=MANY)
    assert file.data == b'\xef\xbb\xbfa,b\r\n1,"x,y"\r\n'


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"])
@given(at=st.integers(0, 4_000_000_000))
def test_a_time_says_its_offset(zone: str, at: int) -> None:
    said = moment(at * 1000, ZoneInfo(zone))
    assert datetime.fromisoformat(said).timestamp() == at
    assert said[-6] in "+-"


async def test_it_is_written_beside_everything_else() -> None:
    file = await csv_file("a.csv", ["a"], ([number] for number in range(5)), most_bytes=MANY, most_rows=3)
    assert (file.name, file.rows, file.cut) == ("a.csv", 3, True)
