"""The schema's history, run by Alembic."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Migrations:
    """Where the scripts are and the newest of their revisions."""

    folder: Path
    #: A database that says so needs nothing, and Alembic needs not be imported.
    head: str


MIGRATIONS = Migrations(Path(__file__).parent, "0004")
