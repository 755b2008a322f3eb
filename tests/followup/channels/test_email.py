from __future__ import annotations

import socket
from email.headerregistry import Address

import pytest

from services.followup.channels.email.smtp import Email, SmtpAddressInvalid, SmtpServer, smtp_server
from services.followup.channels.outcomes import Later, Refused, Sent
from services.followup.channels.words import Language
from tests.followup.channels.receivers import PostOffice
from tests.followup.channels.samples import HOME, message, notice

INES = "ines@example.com"


def email(port: int, language: Language = "en", timeout: float = 30) -> Email:
    sender = Address("Floorwalk", addr_spec="floorwalk@company.example")
    return Email(SmtpServer("smtp", "127.0.0.1", port), sender, language, timeout)


def test_it_hands_in_plain_text_first_and_the_same_as_html(office: PostOffice) -> None:
    assert email(office.port).send(message(notice()), INES) == Sent()
    [mail] = office.mails
    assert mail["To"] == INES
    assert mail["Subject"] == "A promise has been waiting to be practised since Friday 20 November (Harbour phones)"
    assert mail["List-Unsubscribe"] == f"<{HOME}>"
    assert mail["Message-ID"] == "<7f000000-0000-4000-8000-0000000000ff@company.example>"
    plain, html = mail.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert f"{HOME}/1" in plain.get_content()
    assert f'<a href="{HOME}/1">' in html.get_content()


def test_it_speaks_spanish_where_it_is_asked_to(office: PostOffice) -> None:
    assert email(office.port, "es").send(message(notice(), notice(2)), INES) == Sent()
    assert office.mails[0]["Subject"] == "Hay 2 cosas esperando"


def test_a_word_cannot_smuggle_in_a_header_or_a_tag(office: PostOffice) -> None:
    assert email(office.port).send(message(notice()), "ines@example.com\r\nBcc: x@example.com") == Refused(
        "not an e-mail address"
    )
    assert not office.mails


@pytest.mark.parametrize("address", ["", "nobody", None])
def test_it_refuses_what_is_no_address(office: PostOffice, address: str | None) -> None:
    assert email(office.port).send(message(notice()), address) == Refused("not an e-mail address")


def test_a_server_that_says_4xx_is_tried_again_and_one_that_says_5xx_is_not(office: PostOffice) -> None:
    office.says = {INES: "451 greylisted", "gone@example.com": "550 no such mailbox"}
    assert email(office.port).send(message(notice()), INES) == Later("the mail server said 451 greylisted")
    assert email(office.port).send(message(notice()), "gone@example.com") == Refused(
        "the mail server said 550 no such mailbox"
    )
    office.says = {"DATA": "452 disk full"}
    assert email(office.port).send(message(notice()), INES) == Later("the mail server said 452 disk full")


def test_a_server_that_says_nothing_or_is_not_there_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert isinstance(email(port, timeout=0.2).send(message(notice()), INES), Later)
    assert isinstance(email(port).send(message(notice()), INES), Later)


def test_a_password_is_not_said_in_the_clear_to_another_machine(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = "mail.example"
    connect = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda _address, *rest: connect(("127.0.0.1", office.port), *rest))
    sender = Address("Floorwalk", addr_spec="floorwalk@company.example")
    told = Email(SmtpServer("smtp", far, 25, "user", "secret"), sender, "en", 30).send(message(notice()), INES)
    assert told == Refused("the mail server offers no encryption, and the password is not said")


def test_the_address_of_a_server_is_read() -> None:
    assert smtp_server("smtps://u%40x:p%2Fw@mail.example") == SmtpServer("smtps", "mail.example", 465, "u@x", "p/w")
    assert smtp_server("smtp://localhost:2525") == SmtpServer("smtp", "localhost", 2525)


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail:port"])
def test_what_is_no_address_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(SmtpAddressInvalid):
        smtp_server(url)
