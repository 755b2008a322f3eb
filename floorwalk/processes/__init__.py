"""The scaled set-up: one process per job, any number of each, of the same parts as the one that holds everything."""
