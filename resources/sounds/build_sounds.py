"""How the sounds in this folder were made. Run it from here: python build_sounds.py

Pass rises, fail falls and is longer, attention repeats: they differ by shape, not by loudness, so
they are told apart in noise and by people who hear high tones badly (all lie below 1.6 kHz).
A call for help has a tune for each category: 人机料法环测 differ by rhythm as well as by melody.
"""

import math
import struct
import wave
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
RATE = 44_100
Samples = list[float]


def tone(
    hertz: float, seconds: float, loud: float = 0.5, partials: tuple[float, ...] = (1, 0.25)
) -> Samples:
    """A struck tone: quick in, slowly out, a second partial for presence on small speakers."""
    count = round(seconds * RATE)
    samples = []
    for index in range(count):
        time = index / RATE
        swell = min(1.0, time / 0.006) * math.exp(-3.2 * time / seconds)
        swell *= min(1.0, (count - index) / (0.012 * RATE))
        wave_ = sum(
            share * math.sin(2 * math.pi * hertz * (n + 1) * time)
            for n, share in enumerate(partials)
        )
        samples.append(loud * swell * wave_ / sum(partials))
    return samples


def silence(seconds: float) -> Samples:
    return [0.0] * round(seconds * RATE)


def click(seconds: float, loud: float, seed: int) -> Samples:
    """Filtered noise, dying away: something mechanical."""
    random, value, samples = Random(seed), 0.0, []
    count = round(seconds * RATE)
    for index in range(count):
        value += 0.35 * (random.uniform(-1, 1) - value)
        samples.append(loud * value * math.exp(-7 * index / count))
    return samples


def save(name: str, samples: Samples) -> None:
    with wave.open(str(HERE / f"{name}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(struct.pack("<h", round(32_000 * s)) for s in samples))


def tune(*notes: tuple[float, float]) -> Samples:
    """Struck one after the other: (Hertz, seconds); 0 Hertz is a rest."""
    samples: Samples = []
    for hertz, seconds in notes:
        samples += tone(hertz, seconds, 0.8, (1, 0.5, 0.2)) if hertz else silence(seconds)
    return samples


CALLS = {
    "man": tune((659, 0.25), (523, 0.33)),
    "machine": tune((392, 0.13), (0, 0.05), (392, 0.13), (0, 0.05), (392, 0.22)),
    "material": tune((523, 0.14), (659, 0.14), (784, 0.3)),
    "method": tune((784, 0.14), (659, 0.14), (523, 0.3)),
    "environment": tune((440, 0.14), (587, 0.14), (440, 0.14), (587, 0.17)),
    "measurement": tune((988, 0.08), (0, 0.04), (988, 0.08), (0, 0.12), (740, 0.26)),
}

if __name__ == "__main__":
    save("pass", tone(784, 0.09) + tone(1175, 0.22))
    save("fail", tone(330, 0.2, 0.7, (1, 0.6, 0.3)) + tone(233, 0.34, 0.7, (1, 0.6, 0.3)))
    save("attention", (tone(880, 0.13, 0.6) + silence(0.07)) * 2)
    save("tap", click(0.022, 0.5, 1))
    save("shutter", click(0.05, 0.8, 2) + silence(0.03) + click(0.06, 0.6, 3))
    for category, samples in CALLS.items():
        save(f"call_{category}", samples)
