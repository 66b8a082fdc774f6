"""The command `duilian doctor`."""

import json
from typing import Annotated

import typer

from bot.shell import Config
from state.content.terms import Lang

app = typer.Typer()


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one object, with every finding.")] = False,
    lang: Annotated[Lang | None, typer.Option(help="Language of the report; that of the settings if none.")] = None,
    config: Config = None,
) -> None:
    """Look at settings, token, webhook, database, content, fonts, reader and desk, and say what to do.

    Nothing is changed. Exits with 1 if anything is an error.
    """
    from bot.delivery import now
    from bot.doctor import examining
    from bot.texts import texts

    settings, mask, findings = examining.diagnosis(config, now())
    say = texts(lang or settings.practice.lang, "terminal")
    found = []
    for finding in findings:
        found.append(finding)
        if not as_json:
            typer.echo(examining.told(finding, say, mask))
    worst = examining.worst(found)
    if as_json:
        about = {"worst": worst, "findings": [examining.as_json(finding, say, mask) for finding in found]}
        typer.echo(json.dumps(about, ensure_ascii=False, indent=1))
    else:
        count = [sum(finding.status == status for finding in found) for status in ("error", "warning")]
        typer.echo(say("doctor-sum", errors=count[0], warnings=count[1]))
    raise typer.Exit(1 if worst == "error" else 0)
