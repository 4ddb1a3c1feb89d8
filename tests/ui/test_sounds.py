"""Sounds are a help, never a condition."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import pytest

from kiosk.resources import resources
from kiosk.ui import sounds as module
from kiosk.ui.sounds import Sounds

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class Effect:
    """A loudspeaker that remembers."""

    def __init__(self) -> None:
        self.played, self.volume = 0, 0.0

    def play(self) -> None:
        self.played += 1

    def setVolume(self, volume: float) -> None:
        self.volume = volume


@pytest.mark.parametrize("name", module._NAMES)
def test_every_sound_is_short_and_audible(name: str) -> None:
    with wave.open(str(resources() / "sounds" / f"{name}.wav")) as file:
        seconds = file.getnframes() / file.getframerate()
        samples = memoryview(file.readframes(file.getnframes())).cast("h")
    assert seconds <= 0.6
    assert 3_000 < max(abs(sample) for sample in samples) <= 32_767


def test_pass_and_fail_differ_in_more_than_pitch() -> None:
    lengths = {}
    for name in ("pass", "fail"):
        with wave.open(str(resources() / "sounds" / f"{name}.wav")) as file:
            lengths[name] = file.getnframes()
    assert lengths["fail"] > 1.5 * lengths["pass"]


def test_a_sound_not_ready_is_left_out_and_asked_for(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    sounds = Sounds()
    monkeypatch.setattr(sounds, "prepare", lambda: asked.append(True))
    sounds.play("pass")
    assert asked == [True]
    assert not sounds.available


def test_a_ready_sound_is_played_at_the_volume_set(qapp: QApplication) -> None:
    sounds, effect = Sounds(0.2), Effect()
    sounds._effects["fail"] = effect  # type: ignore[assignment]
    sounds.set_volume(1.7)
    sounds.play("fail")
    assert (effect.played, effect.volume) == (1, 1.0)


def test_volume_nought_is_silence(qapp: QApplication) -> None:
    sounds, effect = Sounds(), Effect()
    sounds._effects["pass"] = effect  # type: ignore[assignment]
    sounds.set_volume(0)
    sounds.play("pass")
    assert effect.played == 0
