"""The scaled set-up on one machine, natively: a database server, a broker, and one process per job.

For trying and testing; it knows the program by its command line and its settings only, and is no part of it.
"""
