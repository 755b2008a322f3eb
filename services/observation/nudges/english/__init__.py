"""English. To teach it a word, add the word to a list; `grammar` is the logic."""
