"""Anything that Apprise knows: Slack, Teams, ntfy and a hundred more, each by one URL."""
