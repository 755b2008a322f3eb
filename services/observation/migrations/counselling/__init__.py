"""The revisions of what is kept beside the counselling log."""
