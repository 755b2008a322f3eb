"""What a service says of the fields of a form, in the reader's language."""

from __future__ import annotations

import re

from babel.numbers import format_decimal

from web.languages import _, locale
from web.service_errors import ServiceError

_TOO_LONG = re.compile(r"At most ([\d,]+) characters\.")


def field_words(err: ServiceError) -> dict[str, str]:
    """Field name to what is wrong with it; empty where no field is to blame."""
    return {name: " ".join(_in_words(message) for message in messages) for name, messages in err.errors.items()}


def _in_words(message: str) -> str:
    """The sentence as the pages say it; one that they do not know, as it came."""
    if too_long := _TOO_LONG.fullmatch(message):
        return _("At most %(n)s characters.", n=format_decimal(int(too_long[1].replace(",", "")), locale=locale()))
    known = {
        "Must not be blank.": _("Say it in a few words."),
        "Missing data for required field.": _("This is missing."),
        "Not a date such as": _("Choose a day."),
        "That day is over": _("That day is over."),
        "That is more than 60 days ago.": _("That is more than 60 days ago."),
        "That is more than a year away.": _("That is more than a year away."),
        "That is more than a year.": _("That is more than a year."),
        "It ends before it begins.": _("It ends before it begins."),
        "That is over.": _("That is over."),
        "That is more than 72 hours.": _("It can rest for 72 hours at most."),
    }
    return next((words for start, words in known.items() if message.startswith(start)), message)
