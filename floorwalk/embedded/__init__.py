"""Everything in one process: three WSGI servers on localhost, and a thread for each loop."""
