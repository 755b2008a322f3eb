"""``python -m floorwalk``."""

from floorwalk.command import main

main()
