"""The calculators by name, and their schemas for a model's prompt."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_type_hints

from bondsft.calculators.functions import bond_cashflows, bond_price, bond_risk, bond_yield, find_bond
from bondsft.calculators.spans import KINDS
from bondsft.errors import BondsftError

COPIED = "Copy each argument as it is written."


@dataclass(frozen=True)
class Calculator:
    """A function a model may call."""

    name: str
    function: Callable[..., dict[str, str]]

    @property
    def parameters(self) -> dict[str, str]:
        """Descriptions by argument; what the host passes by itself is no argument."""
        return {name: description for name, (description, _kind) in self.annotations.items()}

    @property
    def kinds(self) -> dict[str, str]:
        """By argument, the kind of span that it takes."""
        return {name: kind for name, (_description, kind) in self.annotations.items()}

    @cached_property
    def annotations(self) -> dict[str, tuple[str, str]]:
        hints = get_type_hints(self.function, include_extras=True)
        names = inspect.signature(self.function).parameters.values()
        return {item.name: hints[item.name].__metadata__ for item in names if item.kind is not item.KEYWORD_ONLY}

    def schema(self, told: Collection[tuple[str, str]] = ()) -> dict[str, Any]:
        """Return the calculator as a tool in OpenAI's form. All arguments are text, copied from the question: said once for all,
        since a large model's prompt holds every schema. So is what an argument is: not again where another tool has `told` it."""
        properties = {
            name: {"type": "string"} if (name, text) in told else {"type": "string", "description": text}
            for name, text in self.parameters.items()
        }
        parameters = {"type": "object", "properties": properties}
        description = f"{inspect.getdoc(self.function)} {COPIED}"
        return {
            "type": "function",
            "function": {"name": self.name, "description": description, "parameters": parameters},
        }

    def check(self) -> None:
        """Raise BondsftError unless a model can be told of the calculator and a span be found for each argument."""
        if not inspect.getdoc(self.function):
            raise BondsftError(f"The calculator {self.name!r} has no docstring, which is what a model reads.")
        try:
            kinds = self.kinds
        except (AttributeError, KeyError, NameError, TypeError, ValueError):
            hint = f'Write each as Annotated[str | None, "what it is", KIND] = None; KIND is one of {", ".join(KINDS)}.'
            raise BondsftError(f"The calculator {self.name!r} has an argument that is not described.", hint) from None
        if unknown := [kind for kind in kinds.values() if kind not in KINDS]:
            raise BondsftError(f"{unknown[0]!r} is no kind of span.", f"Take one of {', '.join(KINDS)}.")

    def signature(self) -> str:
        """Return one short line for a prompt: bond_yield(price, coupon_pct, ...)."""
        return f"{self.name}({', '.join(self.parameters)})"


CALCULATORS: dict[str, Calculator] = {
    function.__name__: Calculator(function.__name__, function)
    for function in (bond_price, bond_yield, bond_risk, bond_cashflows, find_bond)
}
"""Those of every model's prompt, and after them those that tasks bring along, of which a prompt has its own task's alone."""
COMMON = tuple(CALCULATORS)


def register(functions: Sequence[Callable[..., dict[str, str]]]) -> None:
    """Let models call a task's own calculators. Raises BondsftError, and registers none, if one is not fit to be called."""
    known = {function.__name__: Calculator(function.__name__, function) for function in functions}
    for name, calculator in known.items():
        if name in CALCULATORS and CALCULATORS[name].function is not calculator.function:
            modules = [each.function.__module__ for each in (calculator, CALCULATORS[name])]
            raise BondsftError(f"The calculator {name!r} of {modules[0]} has the name of one of {modules[1]}.", "Rename it.")
        calculator.check()
    CALCULATORS.update(known)


def forget_own() -> None:
    """Go back to the common calculators: plugins are about to be loaded, and register theirs anew."""
    for name in CALCULATORS.keys() - set(COMMON):
        del CALCULATORS[name]


def schemas(own: Sequence[Callable[..., dict[str, str]]] = ()) -> list[dict[str, Any]]:
    """The common calculators, and a task's own, as tools in OpenAI's form."""
    told: set[tuple[str, str]] = set()
    tools = []
    for name in (*COMMON, *(function.__name__ for function in own if function.__name__ not in COMMON)):
        tools.append(CALCULATORS[name].schema(told))
        told.update(CALCULATORS[name].parameters.items())
    return tools
