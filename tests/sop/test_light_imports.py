"""Running a procedure must not pay for loading one: the station starts in the blink of an eye."""

import subprocess
import sys

HEAVY = ("yaml", "jsonschema", "PIL", "defusedxml", "typer", "rich", "prompt_toolkit")


def imported_by(statement: str) -> set[str]:
    code = f"{statement}; import sys; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stdout.split())


def test_the_rules_of_execution_load_nothing_of_the_loader() -> None:
    loaded = imported_by(
        "import sop.procedure, sop.execution, sop.release; "
        "from sop.expressions import evaluate; evaluate('1 + 1', {})"
    )

    assert loaded.isdisjoint(HEAVY)


def test_the_loader_brings_what_it_needs() -> None:
    assert {"yaml", "jsonschema", "PIL"} <= imported_by("import sop.language")
