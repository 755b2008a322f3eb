"""What should be told of, reckoned by plain means: day by day, piece by piece, by no code of the product."""
