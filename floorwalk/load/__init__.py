"""Bringing a floor in: files of teams, people, behaviours, signals and notes, sent through the public API."""
