"""Folders of content: what ships, with the customers that a test needs and no others, for that is read in a moment."""

import re
import shutil
from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "scenarios"


def content_with(folder: Path, *customers: str) -> Path:
    """Copy the personas, the objections, the rubric, and these customers with their accounts; there may be none."""
    texts = {name: (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8") for name in customers}
    accounts = {found for text in texts.values() for found in re.findall(r"^account: (\w+)$", text, re.MULTILINE)}
    for part in ("personas", "objections"):
        shutil.copytree(SHIPPED / part, folder / part)
    for name in ("moves", "handbook", *customers, *(f"accounts/{account}" for account in sorted(accounts))):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SHIPPED / f"{name}.yaml", folder / f"{name}.yaml")
    return folder
