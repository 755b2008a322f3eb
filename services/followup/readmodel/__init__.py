"""What the events add up to, in tables that can be thrown away: a module for each thing that is read."""
