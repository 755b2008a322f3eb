"""From rows to what is answered: texts are opened here, and only those that the asker may read."""
