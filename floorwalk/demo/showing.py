"""What a demonstration adds to the web: accounts for the whole cast, and a word on the sign-in page."""

from __future__ import annotations

from floorwalk.demo.floor import cast, people
from floorwalk.demo.memory import Demonstration
from web.accounts import Accounts
from web.setting import Demo


def shown(demonstration: Demonstration) -> Demo:
    """The password that opens every account, and who is worth signing in as."""
    who = tuple((part.person.email or "", part.role) for part in cast())
    return Demo(demonstration.password, who)


def open_accounts(demonstration: Demonstration, accounts: Accounts) -> None:
    """Everybody of the sample floor can sign in."""
    accounts.add_demo_accounts(people(), demonstration.password)
