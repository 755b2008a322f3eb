"""A message as an e-mail: plain text first, and the same as HTML."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

from services.followup.channels.message import Message
from services.followup.channels.words import Language, words_for


def letter(message: Message, sender: Address, to: str, language: Language) -> EmailMessage:
    """Build it.

    Args:
        sender: who it comes from; its domain is that of the message's id.
        to: one address.

    Raises:
        ValueError: ``to`` is no address.
    """
    words = words_for(message, language)
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = Address(addr_spec=to)
    mail["Subject"] = words.subject
    mail["Date"] = format_datetime(message.made_at)
    # The same at every attempt: a mailbox that got it twice shows it once.
    mail["Message-ID"] = f"<{message.id}@{sender.domain or 'localhost'}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["List-Unsubscribe"] = f"<{message.home}>"
    mail.set_content(words.body)
    mail.add_alternative(_html(words.lines, language), subtype="html")
    return mail


def _html(lines: tuple[str, ...], language: Language) -> str:
    paragraphs = "".join(f"<p>{_linked(line)}</p>" for line in lines if line)
    return f'<!doctype html><html lang="{language}"><meta charset="utf-8"><body>{paragraphs}</body></html>'


def _linked(line: str) -> str:
    words = (
        f'<a href="{escape(word)}">{escape(word)}</a>' if _is_link(word) else escape(word) for word in line.split()
    )
    return " ".join(words)


def _is_link(word: str) -> bool:
    return word.startswith(("http://", "https://"))
