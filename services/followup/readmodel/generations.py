"""Which generation is read, how far each has come, and how one takes the place of another."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, MetaData, Table, bindparam, delete, insert, inspect, select, update

from services.eventlog.direct import Question, ask
from services.followup.dialects import hold, is_held
from services.followup.readmodel.shape import shape
from services.followup.readmodel.tables import Generation, generation
from services.followup.tables.generations import generations, read_model
from services.followup.tables.incoming import parked
from services.followup.tables.lasting import ONLY


class CheckpointMoved(Exception):
    """Somebody else moved the checkpoint, or switched the generation: read them again."""


class AnotherVersion(Exception):
    """The generation that is read was filled by another version of the code, which alone can read it."""


def live(connection: Connection) -> Generation:
    """The generation that is read now. Read it in the transaction that uses it: to its end it has its tables, also
    when another one is read meanwhile.

    Raises:
        AnotherVersion
    """
    held = hold(read_model.c.live, connection.dialect.name)
    found = connection.execute(
        select(read_model.c.live, generations.c.shape, *held)
        .join(generations, generations.c.number == read_model.c.live)
        .where(read_model.c.id == ONLY)
    ).one()
    return _of_this_version(found.live, found.shape)


def lock_live(connection: Connection) -> Generation:
    """The generation that is read, and until the transaction ends nobody else writes to it or switches it.

    Raises:
        AnotherVersion
    """
    number = lock_number(connection)
    return _of_this_version(
        number, connection.execute(select(generations.c.shape).where(generations.c.number == number)).scalar_one()
    )


def lock_number(connection: Connection) -> int:
    """The number of the generation that is read, of whatever version, locked in the same way."""
    row = select(read_model.c.live).where(read_model.c.id == ONLY).with_for_update()
    number: int = connection.execute(row).scalar_one()
    return number


def is_of_this_version(connection: Connection) -> bool:
    """Whether the generation that is read can be read by this code."""
    row = select(generations.c.shape).join(read_model, generations.c.number == read_model.c.live)
    return bool(connection.execute(row.where(read_model.c.id == ONLY)).scalar() == shape())


def checkpoint(connection: Connection, number: int) -> int:
    """Position of the last event that this generation has in it, or has parked.

    Raises:
        CheckpointMoved: there is no such generation any more.
    """
    query = select(generations.c.position).where(generations.c.number == number)
    found: int | None = connection.execute(query).scalar()
    if found is None:
        raise CheckpointMoved(f"generation {number} is gone")
    return found


def live_position(connection: Connection) -> int:
    """The checkpoint of the generation that is read."""
    return checkpoint(connection, live(connection).number)


def position_now(engine: Engine) -> int:
    """The same, of whatever version it is, outside of any transaction: for those who wait and ask again and again.

    Raises:
        LogUnavailable: the database cannot be asked.
    """
    ((position,),) = ask(engine, _POSITION_NOW, {"only": ONLY})
    return int(position)


_POSITION_NOW = Question(
    select(generations.c.position)
    .join(read_model, generations.c.number == read_model.c.live)
    .where(read_model.c.id == bindparam("only"))
)


def move_checkpoint(connection: Connection, number: int, before: int, after: int) -> None:
    """Move a checkpoint in the transaction that writes the rows.

    Raises:
        CheckpointMoved: it is not at ``before``.
    """
    row = generations.c.number == number
    moved = connection.execute(update(generations).where(row, generations.c.position == before).values(position=after))
    if moved.rowcount != 1:
        raise CheckpointMoved(f"generation {number} is not at {before}")


def add(connection: Connection, holder: str, leased_until: int) -> Generation:
    """Make an empty generation beside the others, which ``holder`` fills."""
    row = read_model.c.id == ONLY
    connection.execute(update(read_model).where(row).values(newest=read_model.c.newest + 1))
    made = generation(connection.execute(select(read_model.c.newest).where(row)).scalar_one())
    made.metadata.create_all(connection)
    connection.execute(
        insert(generations).values(
            number=made.number, position=0, holder=holder, leased_until_system=leased_until, shape=shape()
        )
    )
    return made


def in_the_making(connection: Connection) -> list[tuple[int, str, int]]:
    """Number, holder and end of the lease of every generation that was begun and is not live."""
    row = generations.c
    query = select(row.number, row.holder, row.leased_until_system).where(row.holder.is_not(None))
    return [(found.number, found.holder, found.leased_until_system) for found in connection.execute(query)]


def renew_lease(connection: Connection, number: int, holder: str, leased_until: int) -> None:
    """
    Raises:
        CheckpointMoved: the generation is not this holder's any more.
    """
    mine = (generations.c.number == number) & (generations.c.holder == holder)
    renewed = connection.execute(update(generations).where(mine).values(leased_until_system=leased_until))
    if renewed.rowcount != 1:
        raise CheckpointMoved(f"generation {number} was taken from {holder}")


def switch(connection: Connection, to: int, kept_until: int) -> None:
    """Have another generation read from the end of this transaction on, and keep the one that was."""
    was = generations.c.number == lock_number(connection)
    connection.execute(update(generations).where(was).values(leased_until_system=kept_until))
    connection.execute(update(read_model).where(read_model.c.id == ONLY).values(live=to))
    freed = update(generations).where(generations.c.number == to)
    connection.execute(freed.values(holder=None, leased_until_system=None))


def drop(connection: Connection, number: int) -> None:
    """Remove a generation with all it holds, whatever tables its version had."""
    for name in inspect(connection).get_table_names():
        if name.endswith(f"_{number}"):
            Table(name, MetaData()).drop(connection)
    connection.execute(delete(parked).where(parked.c.generation == number))
    connection.execute(delete(generations).where(generations.c.number == number))


def drop_retired(connection: Connection, now: int) -> None:
    """Remove the generations that are read no more, but for those that are kept yet, or are being read to the end."""
    row = generations.c
    is_over = row.leased_until_system.is_(None) | (row.leased_until_system <= now)
    retired = select(row.number).where(row.holder.is_(None), is_over, row.number != lock_number(connection))
    for number in connection.execute(retired).scalars().all():
        if not is_held(connection, number):
            drop(connection, number)


def _of_this_version(number: int, filled_by: str | None) -> Generation:
    if filled_by != shape():
        raise AnotherVersion("the read model is of another version; `floorwalk migrate` makes it anew")
    return generation(number)
