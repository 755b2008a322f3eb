"""Due days and sessions of one person, for the calendar on their phone: no names, no notes, days and times alone."""
