"""The demonstration: the sample floor in a home, moved to last week, with accounts to sign in with."""
