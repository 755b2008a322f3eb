"""The read side's routes: a blueprint for each noun."""
