"""Check packages at the desk: `python -m sop.check PATH… [--language zh]`. Exit 1 on errors."""

import argparse
import sys
from io import TextIOWrapper
from pathlib import Path

from sop.language import check


def main(arguments: list[str] | None = None) -> int:
    """Print each problem as `package/file:line:column: text`; 1 if one of them is an error."""
    parser = argparse.ArgumentParser(prog="sop.check", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--language", choices=["zh", "en"], default="en")
    chosen = parser.parse_args(arguments)
    # A console of another code page shows "?" for what it lacks; it must not end the check.
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    failed = False
    for path in chosen.paths:
        for problem in check(path):
            print(f"{path.name}/{problem.located(chosen.language)}")
            failed = failed or problem.severity == "error"
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
