"""Every benchmark, one after the other: `python -m benchmarks`."""

from benchmarks import comparison, confirmation, first_screen, scanning

for name, benchmark in (
    ("one confirmation against one raw durable commit", confirmation),
    ("the first screen against an empty window", first_screen),
    ("what changed against loading the procedure", comparison),
    ("reading codes against each engine alone", scanning),
):
    print(f"\n== {name}")
    benchmark.main([])
