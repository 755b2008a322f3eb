"""Spanish. To teach it a word, add the word to a list, without accents; `grammar` is the logic."""
