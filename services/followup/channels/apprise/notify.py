"""One attempt by way of Apprise."""

from __future__ import annotations

from dataclasses import dataclass

from services.followup.channels.message import Message
from services.followup.channels.outcomes import Later, Outcome, Refused, Sent
from services.followup.channels.words import Language, words_for


def is_understood(url: str) -> bool:
    """Whether Apprise knows what to do with the URL."""
    # It takes a second to import and many megabytes, and most installations never use it.
    from apprise import Apprise

    return Apprise.instantiate(url) is not None


@dataclass(frozen=True, slots=True)
class Notification:
    """Apprise says only whether it worked: whatever did not is tried again, until there have been enough tries.

    Args:
        timeout: seconds to connect, and again to be answered.
    """

    url: str
    language: Language
    timeout: float

    def send(self, message: Message, to: str | None) -> Outcome:
        from apprise import Apprise, NotifyFormat

        service = Apprise.instantiate(self.url)
        if service is None:
            return Refused("Apprise does not understand the address")
        # Our own deliveries try again, and keep count.
        service.retry = 0
        service.socket_connect_timeout = service.socket_read_timeout = self.timeout
        words = words_for(message, self.language)
        taken = service.notify(title=words.subject, body=words.body, body_format=NotifyFormat.TEXT)
        return Sent() if taken else Later("Apprise could not hand it over")
