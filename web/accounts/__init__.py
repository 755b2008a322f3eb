"""Accounts, sessions, one-time codes and throttling, in the web's own database. The only SQL of the web."""

from web.accounts.records import Account, Person
from web.accounts.sessions import Device, Session
from web.accounts.store import Accounts, AddressTaken
from web.accounts.tables import create_tables

__all__ = ["Account", "Accounts", "AddressTaken", "Device", "Person", "Session", "create_tables"]
