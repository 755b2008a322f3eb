"""Why a message did not get through, in words for whoever has to do something about it."""

from __future__ import annotations

import re

from web.languages import _


def why_words(why: str | None) -> str:
    """What the service says, which speaks of protocols; what is not known here is told as it is."""
    if not why:
        return ""
    if answered := re.fullmatch(r"answered (\d{3})", why):
        return _answered(int(answered[1]))
    if said := re.match(r"the mail server said (\d{3}) ?(.*)", why):
        return _mail(int(said[1]), said[2])
    return next((words for beginning, words in _known() if why.startswith(beginning)), why)


def _answered(status: int) -> str:
    if status == 410:
        return _("The other side wants nothing any more (410). The channel was switched off.")
    if status in {401, 403}:
        return _("The other side does not let us in (%(status)d). Look at its address and its secret.", status=status)
    if status == 404:
        return _("There is nothing at this address (404). Look at it again.")
    if status == 429:
        return _("The other side asked us to wait (429).")
    if status >= 500:
        return _("The other side has trouble of its own (%(status)d).", status=status)
    return _("The other side refused it (%(status)d).", status=status)


def _mail(code: int, words: str) -> str:
    if code >= 500:
        return _("The mail server refused it: %(words)s", words=words or str(code))
    return _("The mail server asked for another try: %(words)s", words=words or str(code))


def _known() -> list[tuple[str, str]]:
    return [
        ("no answer", _("Nobody answered at its address.")),
        ("the mail server cannot be spoken to", _("The mail server did not answer.")),
        (
            "the mail server offers no encryption",
            _("The mail server offers no encryption, so it was not told the password."),
        ),
        ("no mail server is set", _("No mail server is set: FLOORWALK_SMTP_URL.")),
        ("the person has no e-mail address", _("This person has no e-mail address.")),
        ("the person's address cannot be opened", _("The address could not be opened just then.")),
        ("the channel does not have this address", _("The channel does not have this address any more.")),
        ("the channel is switched off", _("The channel is switched off.")),
        ("the channel is gone", _("The channel was taken away.")),
        (
            "what the channel was told cannot be opened",
            _("The address of the channel cannot be opened with the present key."),
        ),
        ("the phone does not want", _("This phone does not want to be told any more.")),
        ("nothing is late any more", _("Nothing was late any more.")),
        ("somebody has it in hand", _("Somebody had it in hand.")),
        (
            "the address is not on the public Internet",
            _("Its address is not on the public Internet. The operator can allow it: FLOORWALK_PRIVATE_HOSTS."),
        ),
        ("Apprise could not hand it over", _("The service behind the address did not take it.")),
        ("not an e-mail address", _("This is not an e-mail address.")),
    ]
