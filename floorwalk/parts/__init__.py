"""What the product is made of, for one process that holds everything and for processes that hold one part each."""
