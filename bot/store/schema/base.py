"""What all tables share: names of constraints, and kinds of columns."""

from sqlalchemy import BigInteger, ForeignKey, Integer, MetaData

#: Names for constraints, so that later migrations can address them.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

#: Grows by itself; SQLite does that for INTEGER alone.
RowId = BigInteger().with_variant(Integer(), "sqlite")


def job_key(*, deferred: bool = False) -> ForeignKey:
    """A reference to a job; a deferred one is checked at commit."""
    return ForeignKey("jobs.id", deferrable=deferred or None, initially="DEFERRED" if deferred else None)
