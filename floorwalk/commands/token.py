"""``floorwalk token``: a token to try the API with."""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import get_args

import click

from contracts.tokens import SERVICE_PREFIX, WEB, Audience, Signer
from floorwalk.commands.options import home_option
from floorwalk.installation import find_installation
from floorwalk.keys import load_signing_key
from floorwalk.load.people import LOADER_ROLES
from floorwalk.load.requests import LOADER
from floorwalk.people import PersonUnknown, roles_of
from floorwalk.settings import Settings


@click.command()
@click.option("--person", required=True, metavar="ID", help="The person's id; svc:NAME is a service.")
@click.option("--audience", required=True, type=click.Choice(get_args(Audience)), help="The service it is for.")
@home_option
def command(person: str, audience: Audience, home: Path | None) -> None:
    """Print a token of a person with the person's roles, good for a minute, and nothing else."""
    person = _subject(person)
    installation = find_installation(home, os.environ)
    signer = Signer(load_signing_key(installation.settings, installation.home), WEB)
    try:
        roles = _roles(installation.settings, person)
    except PersonUnknown as err:
        raise click.ClickException(f"no person {person} is known here") from err
    click.echo(signer.sign(person, audience, roles))


def _subject(person: str) -> str:
    try:
        return person if person.startswith(SERVICE_PREFIX) else str(uuid.UUID(person))
    except ValueError as err:
        raise click.BadParameter("must be a UUID, or svc:NAME", param_hint="--person") from err


def _roles(settings: Settings, person: str) -> frozenset[str]:
    if person == LOADER:
        return LOADER_ROLES
    return frozenset() if person.startswith(SERVICE_PREFIX) else roles_of(settings, person)
