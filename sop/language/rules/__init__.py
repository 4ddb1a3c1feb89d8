"""What must hold beyond the schema. A rule is a function from a procedure to findings."""

from collections.abc import Callable

from sop.language.rules.codes import check_codes
from sop.language.rules.finding import Findings
from sop.language.rules.formulas import check_formulas
from sop.language.rules.identity import check_identity
from sop.language.rules.limits import check_limits
from sop.language.rules.references import check_references
from sop.language.rules.texts import check_texts
from sop.procedure import Procedure

RULES: tuple[Callable[[Procedure], Findings], ...] = (
    check_texts,
    check_identity,
    check_references,
    check_limits,
    check_codes,
    check_formulas,
)


def check_rules(procedure: Procedure) -> Findings:
    """Every finding of every rule."""
    for rule in RULES:
        yield from rule(procedure)
