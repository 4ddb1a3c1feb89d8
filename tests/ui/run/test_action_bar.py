"""The foot of the run: the big button stays on the screen whatever stands beside it."""

from __future__ import annotations

import pytest

from kiosk.ui.run.action_bar import ActionBar
from kiosk.ui.run.checks import Primary
from kiosk.ui.run.words import say
from kiosk.ui.theme import theme


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800), (1366, 768)])
def test_a_long_sentence_never_pushes_the_big_button_off(
    language: str, size: tuple[int, int]
) -> None:
    theme.fit(*size)
    bar = ActionBar()
    bar.retranslate(language)
    primary = Primary(say("do_measure", language), True, "tick")
    bar.show_primary(primary, say("measure_either", language))
    assert bar.minimumSizeHint().width() <= size[0] - 2 * theme.scale.margin
    assert bar.sizeHint().height() <= theme.scale.primary
