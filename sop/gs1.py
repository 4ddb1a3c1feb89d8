"""GS1 application identifiers: which there are, and what their values look like.

A compact form of the tables of `biip`, which the station reads codes with; a test holds the two
together. The language stands below the station and must judge a procedure without it.
"""

from functools import cache
from typing import NamedTuple

# n digits or x characters, how many, and the identifiers of that form.
_FORMS = """
n18: 00 8006 8017-8018 8026
n14: 01-03 8001
x1-20: 10 21-22 243 254 420 4318 7020-7022 710-717 7240 8002 8012
n6: 11-13 15-17 3100-3105 3110-3115 3120-3125 3130-3135 3140-3145 3150-3155 3160-3165 3200-3205
  3210-3215 3220-3225 3230-3235 3240-3245 3250-3255 3260-3265 3270-3275 3280-3285 3290-3295
  3300-3305 3310-3315 3320-3325 3330-3335 3340-3345 3350-3355 3360-3365 3370-3375 3400-3405
  3410-3415 3420-3425 3430-3435 3440-3445 3450-3455 3460-3465 3470-3475 3480-3485 3490-3495
  3500-3505 3510-3515 3520-3525 3530-3535 3540-3545 3550-3555 3560-3565 3570-3575 3600-3605
  3610-3615 3620-3625 3630-3635 3640-3645 3650-3655 3660-3665 3670-3675 3680-3685 3690-3695
  3950-3955 4326 7006 8005
n2: 20 7241
x1-28: 235
x1-30: 240-241 250-251 400-401 403 4308 4319 7002 7023 8004 90
n1-6: 242
x13-30: 253
n13-25: 255
n1-8: 30 37
n1-15: 3900-3909 3920-3929
n4-18: 3910-3919 3930-3939
n4: 3940-3943 8111
n17: 402
n13: 410-417 7001
x4-12: 421
n3: 422 424 426
n3-15: 423 425
x1-3: 427 7008
x1-35: 4300-4301 4310-4311 4320
x1-70: 4302-4306 4312-4316 7257 8110 8112 8200
x2: 4307 4317
n20: 4309
n1: 4321-4323 7252
n10: 4324-4325 7003
x6-7: 4330-4333
n1-4: 7004
x1-12: 7005
n6-12: 7007
x1-10: 7009 7255
x1-2: 7010
n6-10: 7011
x4-30: 7030-7039
x4: 7040
x1-4: 7041
x3-30: 7230-7239
x1-25: 7242 8013-8014 8020
n8: 7250
n12: 7251
x1-40: 7253-7254 7259
x1-90: 7256 8030 91-99
x3: 7258
x14-30: 8003
x1-34: 8007
n8-12: 8008
x1-50: 8009
x5-30: 8010
n1-12: 8011
n1-10: 8019
n15: 8040-8041
n32: 8042
n18-20: 8043
"""


class Form(NamedTuple):
    """What a value may be: digits only or any characters, at least and at most how many."""

    digits: bool
    least: int
    most: int

    def admits(self, value: str) -> bool:
        fits = self.least <= len(value) <= self.most
        return fits and (not self.digits or (value.isascii() and value.isdigit()))


def form(ai: str) -> Form | None:
    """The form of an identifier's values; None when GS1 has no such identifier."""
    return _forms().get(ai)


def longer(ai: str) -> list[str]:
    """The identifiers that begin with it: 310 is written 3100 to 3105, by its decimals."""
    return [each for each in _forms() if each.startswith(ai) and each != ai]


def known() -> frozenset[str]:
    return frozenset(_forms())


@cache
def _forms() -> dict[str, Form]:
    found: dict[str, Form] = {}
    for line in _FORMS.strip().replace("\n  ", " ").split("\n"):
        shape, _, ranges = line.partition(": ")
        for ai in (ai for each in ranges.split() for ai in _range(each)):
            found[ai] = _form(shape)
    return found


def _form(shape: str) -> Form:
    least, _, most = shape[1:].partition("-")
    return Form(shape[0] == "n", int(least), int(most or least))


def _range(written: str) -> list[str]:
    first, _, last = written.partition("-")
    return [str(n).zfill(len(first)) for n in range(int(first), int(last or first) + 1)]
