"""From events to rows: a function for each event type, working in memory, and the writing of what changed."""
