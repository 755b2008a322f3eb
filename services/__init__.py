"""The two services, and what both are built on."""
