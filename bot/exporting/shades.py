"""Shades: the colour of a cell by the share that it stands for."""

LOW, MIDDLE, HIGH = (235, 207, 203), (243, 227, 195), (197, 222, 220)  # those of outcomes: lost, put off, agreed


def shade(share: float) -> str:
    """The background for a share of 0.0–1.0, from reddish through sand to teal; ink can be read on all of them."""
    at = max(0.0, min(1.0, share))
    start, end, part = (LOW, MIDDLE, at * 2) if at < 0.5 else (MIDDLE, HIGH, at * 2 - 1)
    mixed = (round(one + (other - one) * part) for one, other in zip(start, end, strict=True))
    return "#" + "".join(f"{value:02X}" for value in mixed)
