"""Every sentence the language and the rules can say, in Chinese and English.

Code speaks in codes (`check_value_low`) with details; a person reads `text(code, language, …)`.
One catalogue per subject, so that a sentence is found beside its siblings.
"""

from collections.abc import Mapping

from sop.messages.execution import EXECUTION
from sop.messages.expressions import EXPRESSIONS
from sop.messages.loading import LOADING

LANGUAGES = ("zh", "en")

CATALOGUE: Mapping[str, tuple[str, str]] = {**EXPRESSIONS, **LOADING, **EXECUTION}


class _Details(dict[str, object]):
    def __missing__(self, name: str) -> str:
        # A sentence with a gap still tells what happened; a KeyError on the screen would not.
        return "…"


def text(code: str, language: str, /, **details: object) -> str:
    """The sentence for `code` with its details filled in; never raises.

    Any language but Chinese reads English. A code that is not in the catalogue is shown as it is.
    """
    chinese, english = CATALOGUE.get(code, (code, code))
    sentence = chinese if language.startswith("zh") else english
    return sentence.format_map(_Details(details))
