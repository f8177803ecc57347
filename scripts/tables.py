"""Take down the newest tables as the migrations make them, and tell whether what is taken down still holds.

A database that is new is made of these statements, because the migrations take much longer.
"""

import argparse
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from bot.store.migrate import upgrade
from bot.store.migrations import MIGRATIONS, first_line

FILE = MIGRATIONS.folder / "newest.sql"
#: SQLite makes its own tables by itself.
_OURS = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' ORDER BY rowid"


def statements() -> str:
    """What the migrations make of an empty file, in the words that SQLite keeps."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "inkling.db"
        upgrade(database, None, MIGRATIONS)
        with closing(sqlite3.connect(database)) as connection:
            made = connection.execute(_OURS)
            return first_line(MIGRATIONS.head) + "".join(f"{statement};\n" for (statement,) in made)


def main() -> int:
    """Write them, or compare."""
    parser = argparse.ArgumentParser(prog="python -m scripts.tables")
    parser.add_argument("what", choices=["write", "check"])
    if parser.parse_args().what == "write":
        FILE.write_text(statements(), "utf-8")
    elif not FILE.exists() or FILE.read_text("utf-8") != statements():
        sys.stderr.write(f"{FILE.name} is not what the migrations make: python -m scripts.tables write\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
