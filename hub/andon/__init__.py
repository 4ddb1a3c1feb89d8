"""The line's calls for help as the hub hears of them: who waits, for whom, since when."""
