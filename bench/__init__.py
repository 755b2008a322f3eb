"""Measurements. Each writes `bench/results/<name>.json`; `bench.table` makes the README's table of them."""
