"""Trying: an author talks to a customer with everything laid open, and what is changed in its files counts at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.bootstrap import ContentError, load_checked
from bot.guarding import conditions
from bot.replaying import EPOCH, play
from bot.texts import Texts
from state.content.checks import gaps
from state.content.library import Library
from state.content.objection import Transition
from state.content.sources import placed
from state.dialogue.guards import View, each_holds
from state.dialogue.snapshot import Meters, Snapshot, Turn
from state.dialogue.step import begin, standing
from state.troupe import cast
from state.understanding.reading import Match, Reader, Reading

Stamp = dict[str, int]
"""When each file of a customer was last changed, in nanoseconds."""


@dataclass
class Trial:
    """A talk that is kept nowhere, laid open turn by turn. `run` goes on until `:quit` or the end of the lines.

    library: what the folder holds, with a scenario of this name.
    """

    folder: Path
    library: Library
    name: str
    reader: Reader
    console: Console
    say: Texts
    seed: int = 0

    def __post_init__(self) -> None:
        """Bring the customer to life. Raises KeyError if there is none of this name."""
        self._customer = cast(self.library).customers[self.name]
        self._stamp = _stamp(self.library, self.name)
        self._replies: list[str] = []
        self._turns: list[Turn] = []
        self._snapshot: Snapshot = begin(self._customer, self.seed, EPOCH).snapshot

    def run(self, lines: Iterable[str]) -> None:
        """Talk: a line is a reply, or one of `:back`, `:state`, `:again`, `:quit`."""
        self._coach(self.say("try-help"))
        if left := _left(self.library, self.name):
            self._coach(self.say("try-unfilled", left=left))
        self._open()
        for line in lines:
            text = line.strip()
            self._reload()
            match text:
                case "":
                    continue
                case ":quit":
                    break
                case ":back":
                    self._back()
                case ":again":
                    self._play([])
                    self._open()
                case ":state":
                    self._state()
                case _ if text.startswith(":"):
                    self._coach(self.say("try-help"))
                case _ if self._snapshot.outcome is not None:
                    self._coach(self.say("try-over"))
                case _:
                    self._play([*self._replies, text])
                    self._show(self._turns[-1])

    def _play(self, replies: Sequence[str]) -> None:
        """Play replies from the start; those after the end of the talk are dropped."""
        self._turns, self._snapshot = play(self._customer, list(replies), self.seed, self.reader)
        self._replies = [turn.reply for turn in self._turns]

    def _open(self) -> None:
        for bubble in begin(self._customer, self.seed, EPOCH).says:
            self._bubble(bubble.line)

    def _back(self) -> None:
        if not self._replies:
            self._coach(self.say("try-nothing"))
            return
        self._play(self._replies[:-1])
        self._coach(self.say("try-back", left=len(self._replies)))
        if self._turns:
            self._show(self._turns[-1])
        else:
            self._open()

    def _reload(self) -> None:
        """Take up files that were saved since; if they have errors, tell them and go on with what was there."""
        stamp = _stamp(self.library, self.name)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            library = load_checked(self.folder)
            customer = cast(library).customers[self.name]
        except ContentError as error:
            for problem in error.problems:
                self._coach(problem.render(self.say.lang), "red")
            self._coach(self.say("try-broken"), "red")
        except KeyError:
            self._coach(self.say("try-gone"), "red")
        else:
            self.library, self._customer = library, customer
            self._play(self._replies)
            self._coach(self.say("try-reloaded", turns=len(self._turns)))
            if self._turns:
                self._show(self._turns[-1])

    def _show(self, turn: Turn) -> None:
        """A turn: what was read, what the customer says, what it changed, and the ways on from there."""
        self._coach(f"{turn.number}. {_read(turn.reading)}", "dim")
        for bubble in turn.says:
            self._bubble(bubble.line)
        moved = (
            turn.state_after if turn.state_after == turn.state_before else f"{turn.state_before} → {turn.state_after}"
        )
        happened = ", ".join(f"{event.happened} {event.about}".strip() for event in turn.events)
        self._coach(" · ".join(filter(None, (self._meters(turn.before, turn.after), moved, happened))), "dim")
        if self._snapshot.outcome is None:
            self._ways(moving=True)
        else:
            self._coach(self.say("talk-ended", outcome=self._snapshot.outcome))

    def _state(self) -> None:
        """Where the talk stands, and everything that could happen next."""
        now = self._snapshot
        told, answered = ", ".join(now.told) or "-", ", ".join(now.answered) or "-"
        enough = self._customer.scenario.concern.enough
        self._coach(f"{now.state} · {self._meters(now.meters, now.meters)}", "dim")
        self._coach(self.say("try-known", told=told, answered=answered, enough=enough), "dim")
        self._ways(moving=False)

    def _ways(self, *, moving: bool) -> None:
        """The transitions from here with their guards. moving: only those that lead to another state."""
        view = standing(self._customer, self._snapshot)
        for way in self._customer.machine.ways(view.state):
            if not moving or way.dest not in (None, view.state):
                self._coach(f"    {_way(way, view)}", "dim")

    def _meters(self, before: Meters, after: Meters) -> str:
        old, shown = before.model_dump(), []
        for name, value in after.model_dump().items():
            moved = f"{old[name]}→{value}" if value != old[name] else str(value)
            shown.append(self.say("try-meter", meter=name) + f" {moved}")
        return "  ".join(shown)

    def _bubble(self, text: str) -> None:
        self.console.print(Text(f"  {text}", style="bold"))

    def _coach(self, text: str, style: str = "cyan") -> None:
        self.console.print(Text(text, style=style))


def _left(library: Library, name: str) -> int:
    """How much in a customer's scenario and account is still to be filled in."""
    files = (name, f"accounts/{library.scenarios[name].account}")
    return sum(len(list(gaps(placed(library.sources[of])))) for of in files)


def _stamp(library: Library, name: str) -> Stamp:
    """When the files were changed that a customer is made of; 0 for one that is gone."""
    scenario = library.scenarios[name]
    of = (name, f"accounts/{scenario.account}", f"personas/{scenario.persona}", f"objections/{scenario.objection}")
    paths = [Path(library.sources[each].path) for each in of]
    return {path.as_posix(): path.stat().st_mtime_ns if path.exists() else 0 for path in paths}


def _read(reading: Reading) -> str:
    """What a reader made of a reply: moves, facts asked for, answers given, excuses answered, each with its chance."""
    moves = sorted(reading.moves.items(), key=lambda item: -item[1])
    parts = [", ".join(f"{move} {chance:.2f}" for move, chance in moves) or "-"]
    for mark, matches in (("?", reading.asked), ("=", reading.answers), ("~", reading.surface)):
        parts += [_matched(mark, match) for match in matches]
    return "  ".join(parts)


def _matched(mark: str, match: Match) -> str:
    return f"{mark}{match.id} {match.confidence:.2f}"


def _way(way: Transition, view: View) -> str:
    """A transition with its guards, each with whether it holds as things stand."""
    held = [met for *_, met in each_holds(way.when, view)]
    if way.unless is not None:
        held += [not met for *_, met in each_holds(way.unless, view)]
    guards = [f"{guard} {'✓' if met else '✗'}" for guard, met in zip(conditions(way), held, strict=True)]
    led = f"→ {way.dest}" if way.dest else "→ ·"
    raised = f"  ({way.raises})" if way.raises else ""
    return f"{'|'.join(way.trigger)} {led}{raised}" + (f"  [{', '.join(guards)}]" if guards else "")
