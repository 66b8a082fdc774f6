"""The machine: an objection's states and transitions, built once with `transitions` and shared by all talks."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from transitions import EventData
from transitions import Machine as TransitionsMachine

from state.content.objection import Objection, Transition
from state.content.terms import Outcome, Stage
from state.dialogue.guards import View, any_holds, holds
from state.dialogue.snapshot import Passage


class Machine:
    """What a customer with this objection does next. Holds no talk's state, so one serves every session.

    Nothing that an author wrote reaches the library's own look-up of callbacks by name: conditions and callbacks
    are functions of ours.
    """

    def __init__(self, objection: Objection, own: Sequence[Transition] = (), *, second: bool = True) -> None:
        """Build from an objection and a scenario's own transitions, which are tried before the objection's.

        second: whether the customer has a second objection; without one, the ways that it would take are left out.
        """
        self.initial = objection.initial
        self._states = {state.id: state for state in objection.states}
        self._transitions = (*own, *(way for way in objection.transitions if second or not way.of_second))
        self._machine = TransitionsMachine(
            model=None,
            states=list(self._states),
            initial=objection.initial,
            auto_transitions=False,
            send_event=True,
        )
        for transition in self._transitions:
            for trigger in transition.trigger:
                for source in self._sources(transition):
                    self._machine.add_transition(
                        trigger,
                        source,
                        transition.dest,
                        conditions=[_passes(transition)],
                        after=[_taken(transition)],
                    )

    def fire(self, view: View, triggers: Iterable[str]) -> list[str]:
        """Fire triggers in order, each once, moving `view.state`; return those by which a transition was taken.

        Stops at a state that ends the talk, and at the first transition that raises something: a customer who has
        brought something up wants it answered first.
        """
        fired = []
        for trigger in triggers:
            event = self._machine.events.get(trigger)
            if event is None or view.state not in event.transitions:
                continue
            if event.trigger(view):
                fired.append(trigger)
                if view.raised is not None or self.outcome(view.state) is not None:
                    break
        return fired

    def ways(self, state: str) -> list[Transition]:
        """The transitions that may be taken in a state, in the order in which they are tried."""
        return [transition for transition in self._transitions if state in self._sources(transition)]

    def outcome(self, state: str) -> Outcome | None:
        """The outcome with which a state ends the talk, if it does."""
        return self._states[state].outcome

    def stage(self, state: str) -> Stage:
        """The handbook's stage (基础篇 八 3) that a state belongs to."""
        return self._states[state].stage

    def counts(self, state: str) -> bool:
        """Whether an answer to the real concern counts when it is given in this state."""
        return self._states[state].counts

    def _sources(self, transition: Transition) -> list[str]:
        if "*" in transition.source:
            return [state.id for state in self._states.values() if state.outcome is None]
        return list(transition.source)


def _passes(transition: Transition) -> Callable[[EventData], bool]:
    def passes(event: EventData) -> bool:
        view: Any = event.model
        if not holds(transition.when, view):
            return False
        return transition.unless is None or not any_holds(transition.unless, view)

    return passes


def _taken(transition: Transition) -> Callable[[EventData], None]:
    def taken(event: EventData) -> None:
        view: Any = event.model
        source: Any = event.transition
        view.raised = transition.raises
        view.path.append(Passage(source=source.source, dest=view.state, way=transition))

    return taken
