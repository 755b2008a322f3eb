"""``floorwalk keys``: the keys of an installation."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from contracts.tokens import new_key
from floorwalk.keys import new_secret, public_keys_of
from floorwalk.private_files import make_private_folder, write_private
from floorwalk.terminal import facts

_SIGNERS = {"web": None, "followup": "followup"}
"""Who gets a key, and the service that it is bound to."""


@click.group()
def command() -> None:
    """Make the keys that an installation signs and encrypts with."""


@command.command("make")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def make(folder: Path) -> None:
    """Make keys for the scaled set-up in FOLDER, to be handed to the processes as secrets.

    \b
    signing-web.json       FLOORWALK_SIGNING_KEY_FILE of the web
    signing-followup.json  FLOORWALK_SIGNING_KEY_FILE of the follow-up service and of `consume`
    jwks.json              the public halves; FLOORWALK_JWKS_FILE of the web
    kek                    FLOORWALK_KEK_FILE of the observation service
    channels               FLOORWALK_CHANNEL_KEY_FILE of the follow-up service and of `deliver`

    Keep the kek apart from the databases, and safe: what it wrapped cannot be opened without it.
    """
    try:
        make_private_folder(folder)
    except OSError as err:
        raise click.ClickException(f"cannot make {folder}: {err.strerror}") from err
    if any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty; keys are never written over")
    keys = {name: new_key(bound_to) for name, bound_to in _SIGNERS.items()}
    for name, key in keys.items():
        write_private(folder / f"signing-{name}.json", orjson.dumps(key.as_dict(private=True)))
    public = [public for key in keys.values() for public in public_keys_of(key).as_dict()["keys"]]
    for secret in ("kek", "channels"):
        write_private(folder / secret, new_secret())
    write_private(folder / "jwks.json", orjson.dumps({"keys": public}))
    facts.print(f"Keys were made in {folder}.", soft_wrap=True)
