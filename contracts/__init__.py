"""What the processes agree on: events, tokens, boxes, the error shape, the names on the bus.

Nothing here knows Flask, SQLAlchemy or kombu, and nothing here imports another package of ours.
"""
