"""Notifications on phones: Web Push (RFC 8030), sealed for the browser (RFC 8291), signed by us (RFC 8292)."""
