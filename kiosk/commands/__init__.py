"""The subcommands of `sop-kiosk`, one module each: `add_arguments(parser)` and `run(args)`.

Only the standard library is imported at the top of them, so that `--help` is there at once.
"""
