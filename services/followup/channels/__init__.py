"""Where alerts go: a folder for each kind of channel, and `kinds`, which knows them all.

A channel makes one attempt and says what came of it. When to try again is the affair of the deliveries.
"""
