"""``floorwalk enrol``: how the first person signs in."""

from __future__ import annotations

import os
from pathlib import Path

import click

from contracts.tokens import SERVICE_PREFIX
from floorwalk.commands.options import home_option, json_option
from floorwalk.installation import find_installation
from floorwalk.opened import opened
from floorwalk.people import PersonUnknown, roles_of
from floorwalk.terminal import facts, print_json
from web.accounts import Accounts

MADE_BY = f"{SERVICE_PREFIX}enrol"
"""Who made the code, as the web keeps it."""


@click.command()
@click.argument("person", type=click.UUID, metavar="PERSON_ID")
@home_option
@json_option
def command(person: str, home: Path | None, as_json: bool) -> None:
    """Print a link by which PERSON_ID sets a password and is signed in, once, within two days.

    For the first admin, who gives everybody else a code in the web; and for one who forgot the password when nobody
    else can. Any code before it is void. The person must be loaded, with an e-mail address.
    """
    settings = find_installation(home, os.environ).settings
    try:
        roles_of(settings, str(person))
    except PersonUnknown as err:
        raise click.ClickException(f"no person {person} is known here; `floorwalk load people` first") from err
    with opened(settings, "web") as engine:
        code = Accounts(engine).codes.make(str(person), MADE_BY)
    link = f"{settings.public_origin}/enrol?code={code}"
    if as_json:
        print_json({"link": link, "code": code})
    else:
        facts.print(link, soft_wrap=True)
