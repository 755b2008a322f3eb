"""One attempt to hand an e-mail to the operator's SMTP server."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from services.followup.channels.email.letter import letter
from services.followup.channels.message import Message
from services.followup.channels.outcomes import Later, Outcome, Refused, Sent
from services.followup.channels.words import Language

_PORTS = {"smtp": 25, "smtps": 465}


class SmtpAddressInvalid(ValueError):
    """Not ``smtp://user:password@host:port`` or ``smtps://…``."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed in. ``smtps`` speaks TLS from the start; ``smtp`` takes STARTTLS where it is offered, and
    never says a password without it but to this machine."""

    scheme: str
    host: str
    port: int
    user: str | None = None
    password: str | None = None


def smtp_server(url: str) -> SmtpServer:
    """
    Raises:
        SmtpAddressInvalid
    """
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError) as err:
        raise SmtpAddressInvalid("must be smtp://user:password@host:port or smtps://…") from err
    if not parts.hostname:
        raise SmtpAddressInvalid("must name a host")
    user = unquote(parts.username) if parts.username else None
    return SmtpServer(parts.scheme, parts.hostname, port, user, unquote(parts.password) if parts.password else None)


@dataclass(frozen=True, slots=True)
class Email:
    """Sends to one address at a time.

    Args:
        timeout: seconds for each word the server says.
    """

    server: SmtpServer
    sender: Address
    language: Language
    timeout: float

    def send(self, message: Message, to: str | None) -> Outcome:
        try:
            mail = letter(message, self.sender, to or "", self.language)
        except (ValueError, IndexError):
            return Refused("not an e-mail address")
        try:
            self._hand_in(mail)
        except smtplib.SMTPRecipientsRefused as err:
            return _answered(*next(iter(err.recipients.values())))
        except smtplib.SMTPResponseException as err:
            return _answered(err.smtp_code, err.smtp_error)
        except smtplib.SMTPNotSupportedError as err:
            return Refused(str(err))
        except (smtplib.SMTPException, OSError) as err:
            return Later(f"the mail server cannot be spoken to: {type(err).__name__}")
        return Sent()

    def _hand_in(self, mail: EmailMessage) -> None:
        with self._connected() as smtp:
            if self.server.user is not None:
                smtp.login(self.server.user, self.server.password or "")
            smtp.send_message(mail)

    def _connected(self) -> smtplib.SMTP:
        secure = ssl.create_default_context()
        if self.server.scheme == "smtps":
            return smtplib.SMTP_SSL(self.server.host, self.server.port, timeout=self.timeout, context=secure)
        smtp = smtplib.SMTP(self.server.host, self.server.port, timeout=self.timeout)
        smtp.ehlo()
        if smtp.has_extn("starttls"):
            smtp.starttls(context=secure)
            smtp.ehlo()
        elif self.server.user is not None and self.server.host not in {"localhost", "127.0.0.1", "::1"}:
            smtp.close()
            raise smtplib.SMTPNotSupportedError("the mail server offers no encryption, and the password is not said")
        return smtp


def _answered(code: int, said: bytes | str) -> Outcome:
    """4xx may be tried again, 5xx not (RFC 5321, 4.2.1)."""
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    why = f"the mail server said {code} {words.splitlines()[0] if words else ''}".strip()[:200]
    return Later(why) if 400 <= code < 500 else Refused(why)
