"""``make bench``: every measurement, one after the other, then the table."""

from bench import append, bus, idle, journey, nudges, projection, signals, table, timeline

append.main()
bus.main()
projection.main()
timeline.main()
idle.main()
journey.main()
nudges.main()
signals.main()
table.main()
