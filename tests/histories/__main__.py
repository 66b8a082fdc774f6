"""`python -m tests.histories`: what comes out otherwise than in the histories, as notes. With a FOLDER: record one.

With `--reader`: how many replies the reader of this version reads otherwise.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.scene import read_in
from bot.shell import ready_reader
from tests.histories.recording import record
from tests.histories.replaying import FOLDER, VERSION, Talked, as_note, differences, history, notes, surprises, talks


def tell(folder: Path, *, reading: bool) -> None:
    """Tell what comes out otherwise than in one history, and is not noted."""
    with TemporaryDirectory() as made, history(folder, f"sqlite:///{Path(made, 'records.db').as_posix()}") as records:
        troupe, held = talks(records)
    if reading:
        print(f"{folder.name}: {read_otherwise(held)} of {sum(len(each.rows) for each in held)} replies read otherwise")
        return
    found = {each.session.id: differences(each, troupe) for each in held}
    surprising = surprises(found, notes(folder))
    print(f"# {folder.name}: {len(held)} talks, {len(surprising)} surprises")
    if surprising:
        print(as_note(found, VERSION))


def read_otherwise(held: list[Talked]) -> int:
    """How many replies make other moves to the reader of this version than they made then."""
    reader, count = ready_reader(), 0
    for each in held:
        for at, row in enumerate(each.rows):
            seconds = (row.reading.get("spoken") or {}).get("seconds")
            now = read_in(each.rows[:at], row.reply, each.customer, reader, seconds)
            count += set(now.moves) != set(row.reading["moves"])
    return count


if __name__ == "__main__":
    if folders := [Path(word) for word in sys.argv[1:] if word != "--reader"]:
        record(folders[0])
    else:
        for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
            tell(folder, reading="--reader" in sys.argv)
