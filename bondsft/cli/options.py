"""What commands share: options in both spellings, and lists with commas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click
from click.core import ParameterSource

from bondsft.errors import BondsftError


def founding_option(name: str, *more: str, **settings: Any) -> Callable[[Any], Any]:
    """An option that is accepted with hyphens and, as in the founding guide, with underscores."""
    spellings = dict.fromkeys((name, "--" + name[2:].replace("-", "_")))
    return click.option(*spellings, *more, **settings)


def check_idle(idle: Mapping[str, Sequence[str]]) -> None:
    """Raise BondsftError for an option that was typed beside another which passes it over. All by their parameters' names."""
    context = click.get_current_context()
    typed = {name for name in context.params if context.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    for name, others in idle.items():
        for other in [each for each in others if name in typed and each in typed]:
            shown = ["--" + each.replace("_", "-") for each in (other, name)]
            raise BondsftError(f"{shown[0]} does nothing beside {shown[1]}.", "Leave one of them out.")


def names(text: str | None) -> list[str]:
    """Split a list at its commas; an option that is left out has none. Raises BondsftError for one that names nothing."""
    found = [name.strip() for name in (text or "").split(",") if name.strip()]
    if text is not None and not found:
        raise BondsftError(f"{text!r} names nothing.", "Type names with commas between them, or leave the option out.")
    return found


def named_weights(text: str, known: Sequence[str]) -> dict[str, float]:
    """Read `tool=1,direct=0.2`. Raises BondsftError for an unknown name or a weight that is no number above 0."""
    weights: dict[str, float] = {}
    for item in names(text):
        name, _, weight = item.partition("=")
        if name not in known:
            raise BondsftError(f"{name!r} is not an answer style.", f"Type one of {', '.join(known)}, such as {known[0]}=1.")
        if name in weights:
            raise BondsftError(f"{name} has two weights.", f"Type one, such as {name}=1.")
        try:
            weights[name] = float(weight or 1)
        except ValueError as error:
            raise BondsftError(f"{weight!r} is not a weight.", f"Type a number above 0, such as {name}=1.") from error
        if not 0 < weights[name] < float("inf"):
            raise BondsftError(f"The weight {weight} of {name} is not above 0.", f"Type a number above 0, such as {name}=1.")
    return weights
