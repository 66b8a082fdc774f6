"""What a field's description states beyond its type: lengths, ranges, choices, when it is required."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

RANGE = re.compile(r"(?<![\d-])(\d+)-(\d+)(?! alpha| for|\d)(?:\s+(\w+))?")  # not "ISO 3166-1 alpha-2", "1-6 for 🎲"
AT_MOST = re.compile(r"(?:At most|up to) (\d+) ")
CONSTANT = re.compile(r"(?:always|must be) [\"“]?([a-z0-9_]+)[\"”]?$")
ONE_OF = re.compile(r"[Mm]ust be one of (.+?)(?:\. |$)")
ACTIONS = re.compile(r"\b([a-z_]+)(?= (?:or|for) )")
WITHOUT = re.compile(r"[Rr]equired if (\w+)(?: and (\w+))? (?:is not|isn't|are not) specified")
ALPHABETS = {
    "only lowercase English letters, digits and underscores": re.compile(r"[a-z0-9_]*"),
    "Only characters A-Z, a-z, 0-9, _ and - are allowed": re.compile(r"[A-Za-z0-9_-]*"),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """low, high: inclusive, in `unit` (characters | bytes | items | value); None: anything goes.
    choices: the strings allowed, empty if any is. alphabet: the characters allowed.
    without: names of fields in whose absence this one is required.
    """

    low: int | None
    high: int | None
    unit: str
    choices: frozenset[str]
    alphabet: re.Pattern[str] | None
    without: tuple[str, ...]

    @property
    def constant(self) -> str | None:
        return next(iter(self.choices)) if len(self.choices) == 1 else None

    def complaints(self, value: object) -> Iterator[str]:
        """What is wrong with a value whose type is right already."""
        size = self._size(value)
        if size is not None and self.low is not None and size < self.low:
            yield f"{size} {self.unit}, fewer than {self.low}"
        if size is not None and self.high is not None and size > self.high:
            yield f"{size} {self.unit}, more than {self.high}"
        if isinstance(value, str) and self.choices and value not in self.choices:
            yield f"{value!r} is none of {', '.join(sorted(self.choices))}"
        if isinstance(value, str) and self.alphabet and not self.alphabet.fullmatch(value):
            yield f"{value!r} has characters that are not allowed"

    def _size(self, value: object) -> float | None:
        match self.unit, value:
            case "bytes", str(text):
                return len(text.encode())
            case "characters", str(text):
                return len(text)
            case "items", list(items):
                return len(items)
            case "value", int() | float():
                return value
        return None


def read(name: str, types: list[str], description: str) -> Limits:
    """Compile the description of one field, whose types are given as in api.json."""
    low, high, unit = _range(types, description)
    choices: set[str] = set()
    if types == ["String"]:
        if name == "action" and "Choose one" in description:
            choices.update(ACTIONS.findall(description.partition(": ")[2]))
        elif found := CONSTANT.search(description):
            choices.add(found[1])
        elif found := ONE_OF.search(description):
            choices.update(re.findall(r'"([^"]+)"', found[1]))
    alphabet = next((pattern for words, pattern in ALPHABETS.items() if words in description), None)
    without = WITHOUT.search(description)
    return Limits(
        low,
        high,
        unit,
        frozenset(choices),
        alphabet,
        tuple(filter(None, without.groups())) if without else (),
    )


def _range(types: list[str], description: str) -> tuple[int | None, int | None, str]:
    found = RANGE.search(description)
    if all(name.startswith("Array of ") for name in types):
        if found:
            return int(found[1]), int(found[2]), "items"
        most = AT_MOST.search(description)
        return (0, int(most[1]), "items") if most else (None, None, "")
    if found and set(types) <= {"Integer", "Float"}:
        return int(found[1]), int(found[2]), "value"
    if found and types == ["String"] and (found[3] or "").lower() in ("characters", "bytes"):
        return int(found[1]), int(found[2]), found[3].lower()
    return None, None, ""
