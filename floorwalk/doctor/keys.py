"""Can the keys be used, and are they those that the data was made with?"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from contracts.problems import Problem
from floorwalk.doctor.findings import Wrong
from floorwalk.installation import Installation
from floorwalk.keys import KeyMissing, load_channel_key, load_kek, load_signing_key
from floorwalk.parts.public_keys import public_keys
from floorwalk.schemas import database_exists
from services.eventlog.database import open_database, reading
from services.followup.channels.register import every_channel
from services.followup.channels.sealing import ChannelSeal, NotOurs
from services.observation import keyring


def look_at_signing_key(installation: Installation) -> str:
    """The private key, which those who only check tokens do not have."""
    try:
        return f"key {load_signing_key(installation.settings, installation.home).kid}"
    except KeyMissing:
        if installation.settings.jwks is None:
            raise
        return "none here; what only checks tokens needs none"


def look_at_public_keys(installation: Installation) -> str:
    """What tokens are checked with."""
    source = installation.settings.jwks
    if source is None:
        return "those that belong to the signing key"
    try:
        keys = public_keys(source)().keys
    except Problem as err:
        raise Wrong(f"FLOORWALK_JWKS: cannot be read from {source}; start `floorwalk serve web`") from err
    return f"{len(keys)} keys: {', '.join(str(key.kid) for key in keys)}"


def look_at_kek(installation: Installation) -> str:
    """The key-encryption key, and whether it opens the keyring."""
    kek = load_kek(installation.settings, installation.home)
    if not database_exists(installation.settings.keyring_db):
        return "no keyring yet"
    engine = open_database(installation.settings.keyring_db)
    try:
        with reading(engine) as connection:
            someone = connection.execute(sa.select(keyring.keys.c.person_id).limit(1)).scalar()
        if someone is not None:
            keyring.Keyring(engine, kek).keys([someone])
    except keyring.WrongKek as err:
        raise Wrong("FLOORWALK_KEK: does not open the keyring; it is another key than the one that made it") from err
    except SQLAlchemyError as err:
        raise Wrong(f"the keyring cannot be read: {str(err).splitlines()[0]}") from err
    finally:
        engine.dispose()
    return "opens the keyring" if someone else "the keyring is empty"


def look_at_channel_key(installation: Installation) -> str:
    """The key that seals what alert channels were told, and whether it opens that."""
    try:
        seal = ChannelSeal(load_channel_key(installation.settings, installation.home))
    except KeyMissing:
        return "none here; only the follow-up service and what delivers need it"
    if not database_exists(installation.settings.followup_db):
        return "no channels yet"
    engine = open_database(installation.settings.followup_db)
    try:
        with reading(engine) as connection:
            found = every_channel(connection)
        for one in found:
            seal.open(one.id, one.settings)
    except NotOurs as err:
        raise Wrong("FLOORWALK_CHANNEL_KEY: does not open the channels; put them again, or give the old key") from err
    except SQLAlchemyError as err:
        raise Wrong(f"the channels cannot be read: {str(err).splitlines()[0]}") from err
    finally:
        engine.dispose()
    return f"opens {len(found)} channels" if found else "no channels yet"
