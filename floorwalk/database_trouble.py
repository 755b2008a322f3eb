"""A database that refuses or does not answer, told with the setting it was found by, and without its password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError


class DatabaseTrouble(Exception):
    """A database cannot be used now. The message says which, why, and what helps."""


@contextmanager
def naming(name: str, url: str) -> Iterator[None]:
    """Whatever goes wrong with this database in here is told of by its name.

    Args:
        name: of the database; its setting is called after it.

    Raises:
        DatabaseTrouble
    """
    try:
        yield
    except SQLAlchemyError as err:
        raise DatabaseTrouble(f"the {name} database {what_helps(name, url, err)}") from err


def what_helps(name: str, url: str, err: SQLAlchemyError) -> str:
    """What a database says when it cannot be used, and what to do about it."""
    said = _without_password(" ".join(str(getattr(err, "orig", None) or err).split()), url)
    setting = f"FLOORWALK_{name.upper()}_DB"
    if make_url(url).get_backend_name() == "sqlite":
        return f"cannot be used: {said}; is there room, and may we write where {setting} says?"
    if not isinstance(err, OperationalError):
        return f"cannot be read: {said}; is it the one that {setting} should name?"
    if "does not exist" in said and "database" in said:
        return f"is not there: {said}; make it with `createdb`, or set its name in {setting}; then `floorwalk migrate`"
    if "password" in said or "authentication" in said or "role" in said:
        return f"refuses us: {said}; set user and password in {setting}"
    return f"does not answer: {said}; start it, or set {setting} to where it is"


def _without_password(said: str, url: str) -> str:
    password = make_url(url).password
    return said.replace(str(password), "***") if password else said
