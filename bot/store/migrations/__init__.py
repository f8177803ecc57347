"""The schema's history, run by Alembic."""

#: The newest revision; a database that says so needs no migration. Kept right by a test.
HEAD = "0001"
