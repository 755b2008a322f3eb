"""What a note could still say, asked kindly; it never keeps a note from being saved (`domain.md`, rules 1 to 3)."""
