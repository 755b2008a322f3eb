"""The append-only log, written once and used by both services, each on its own database; and its way to the bus.

The log is the truth and the outbox. Positions are gapless and in commit order.
"""
