"""The clock at work: which promises are late, and the alerts about them."""
