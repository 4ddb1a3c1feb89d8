"""Every benchmark, one after the other: `python -m benchmarks`."""

from benchmarks import andon, comparison, confirmation, first_screen, ingest, login, scanning, sync

for name, benchmark, arguments in (
    ("one confirmation against one raw durable commit", confirmation, []),
    ("the first screen against an empty window", first_screen, []),
    ("badge and PIN against one bare verification", login, []),
    ("a call on the other station's screen, without the hub", andon, []),
    ("what changed against loading the procedure", comparison, []),
    ("reading codes against each engine alone", scanning, []),
    ("taking journals in, against one raw connection: SQLite", ingest, []),
    ("the same: PostgreSQL", ingest, ["--database", "postgresql"]),
    ("a full hub against an empty one: SQLite", ingest, ["--stored", "1000000"]),
    ("coming back to the hub after long", sync, []),
):
    print(f"\n== {name}", flush=True)
    benchmark.main(arguments)
