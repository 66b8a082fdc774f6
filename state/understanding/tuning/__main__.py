"""`python -m state.understanding.tuning [CONTENT] [OUT] [HELD,OUT,AUTHORS]`: fit, calibrate, export, measure."""

import sys
from pathlib import Path

from state.understanding.tuning.course import tune

if __name__ == "__main__":
    content, out, held = (*sys.argv[1:], "", "", "")[:3]
    tune(Path(content or "scenarios"), Path(out) if out else None, frozenset(filter(None, held.split(","))))
