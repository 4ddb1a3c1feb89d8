"""The hub as this station sees it: a chip that always tells, and a sheet that says more."""
