"""People who asked that what is kept about them be deleted."""

from sqlalchemy import BigInteger, Column, Table, Text

from bot.store.schema.base import metadata

#: Deletions that are under way. The last step removes the row.
erasures = Table(
    "erasures",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    # Only what is older than this goes.
    Column("at", BigInteger, nullable=False),
    # The number under which sums are kept.
    Column("stand_in", BigInteger, nullable=False),
)

#: Under which number the sums of somebody who was deleted are kept, while a limit may still need them.
farewells = Table(
    "farewells",
    metadata,
    # A keyed digest: only who comes back with the id can be found.
    Column("digest", Text, primary_key=True),
    Column("stand_in", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
)
