"""The read side: what happened so far, what is due, who is late, and the alerts about it."""
