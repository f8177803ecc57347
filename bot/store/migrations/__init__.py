"""The schema's history, run by Alembic."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Migrations:
    """Where the scripts are and the newest of their revisions."""

    folder: Path
    #: A database that says so needs nothing, and Alembic needs not be imported.
    head: str

    def newest(self) -> str | None:
        """Statements that make all tables at once in an empty file; `None` if they are not those of the head.

        They say what the migrations make, in less time. `python -m scripts.tables write` takes them down.
        """
        written = self.folder / "newest.sql"
        script = written.read_text("utf-8") if written.is_file() else ""
        return script if script.startswith(first_line(self.head)) else None


def first_line(revision: str) -> str:
    """How the statements of a revision begin."""
    return f"-- Revision {revision}.\n"


MIGRATIONS = Migrations(Path(__file__).parent, "0005")
