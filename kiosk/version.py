"""Which version of the program this is, as its package says."""

from functools import cache


@cache
def version() -> str:
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as of_package

    try:
        return of_package("sop-kiosk")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0+unknown"
