"""English tells one from several; Chinese has a measure word in the sentence instead."""


def several(number: int, one: str, many: str = "") -> str:
    """`3 photographs`, `1 photograph`; `many` where the plural is not `one` with an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"
