"""From alerts to messages: planned, leased, sent, recorded, each step once whatever happens in between."""
