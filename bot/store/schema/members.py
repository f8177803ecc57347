"""What members keep: favourites, presets, wishes they have not decided on; and what a guild shows of it."""

from sqlalchemy import JSON, BigInteger, Column, Index, Table, Text

from bot.store.schema.base import job_key, metadata

favourites = Table(
    "favourites",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("job_id", Text, job_key(), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index(None, "job_id"),
)

presets = Table(
    "presets",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    # As it is compared: folded to small letters.
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("document", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
    # When its owner deleted it; until it is forgotten it can be brought back.
    Column("deleted_at", BigInteger),
)

#: A request between two presses: asked for, and not yet decided on.
drafts = Table(
    "drafts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("at", BigInteger, nullable=False, index=True),
    Column("document", JSON, nullable=False),
)

#: Results shown once more in a guild's showcase channel.
showcase = Table(
    "showcase",
    metadata,
    Column("job_id", Text, job_key(), primary_key=True),
    Column("guild_id", BigInteger, nullable=False, index=True),
    Column("channel_id", BigInteger, nullable=False),
    # NULL while it waits to be posted.
    Column("message_id", BigInteger),
    # When as many had marked it as it takes.
    Column("at", BigInteger, nullable=False),
    # When it is looked at again: is it to be posted, taken away, is what it shows still there?
    Column("due_at", BigInteger, nullable=False, index=True),
    # When it was decided that it goes.
    Column("withdrawn_at", BigInteger),
    # When moderators were told that it cannot be posted.
    Column("told_at", BigInteger),
)
