"""Draft the next migration: `python -m state.records.migrations "keep which reader read each turn"`."""

import sys
import tempfile
from pathlib import Path

from sqlalchemy.engine import make_url

from state.records.engine import open_engine
from state.records.migrations.run import draft
from state.records.schema import upgrade

with tempfile.TemporaryDirectory() as folder:
    engine = open_engine(make_url(f"sqlite:///{Path(folder, 'draft.db').as_posix()}"))
    upgrade(engine)
    draft(engine, sys.argv[1])
    engine.dispose()
