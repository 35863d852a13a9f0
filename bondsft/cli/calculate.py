"""`bondsft calculate price|yield|risk|cash-flows|...`: the calculators for a person, those of tasks among them. Options come from
the functions' arguments."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click

from bondsft.errors import BondsftError

if TYPE_CHECKING:
    from bondsft.calculators import Calculator

NAMES = {"price": "bond_price", "yield": "bond_yield", "risk": "bond_risk", "cash-flows": "bond_cashflows"}


class CalculatorGroup(click.Group):
    """Makes a command from a calculator when it is asked for, so that a page of help costs no mathematics."""

    def list_commands(self, context: click.Context) -> list[str]:
        from bondsft.calculators import CALCULATORS, COMMON
        from bondsft.cli.registry import chosen_registry

        with context.scope(cleanup=False):
            chosen_registry(())
        return [*NAMES, *(name.replace("_", "-") for name in CALCULATORS if name not in COMMON)]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        from bondsft.calculators import CALCULATORS, COMMON
        from bondsft.cli.registry import chosen_registry

        own = NAMES.get(name, name.replace("-", "_"))
        for wanted in ((), None):  # a plugin is imported for a calculator that is not built in
            if own not in CALCULATORS:
                with context.scope(cleanup=False):
                    chosen_registry(wanted)
        return command_for(name, CALCULATORS[own]) if name in NAMES or own in CALCULATORS.keys() - set(COMMON) else None


@click.group(cls=CalculatorGroup)
def calculate() -> None:
    """Compute a price, a yield, risk measures, cash flows, or what another calculator gives."""


def command_for(own: str, calculator: Calculator) -> click.Command:
    """Return a command with one option for each of the calculator's arguments."""

    from bondsft.calculators.names import nearest_market
    from bondsft.calculators.running import message_of_one

    def run(as_json: bool, **arguments: str | None) -> None:
        try:
            results = calculator.function(**arguments)
        except BondsftError as error:
            message = message_of_one(error)
            for name in calculator.parameters:
                message = re.sub(rf"\b{name}\b(?= (?:is|are|or|and)\b|, )", f"--{name.replace('_', '-')}", message)
            market = arguments.get("market") or ""
            near = nearest_market(market) if message.startswith(f"{market!r} is not a market") else ""
            hint = f"Did you mean {near!r}?" if near else error.hint or f"Type bondsft calculate {own} --help."
            raise BondsftError(message, hint) from error
        if as_json:
            click.echo(json.dumps(results, indent=2))
            return
        for name, value in results.items():
            click.echo(f"{name.replace('_', ' ')}: {value}")

    options: list[click.Parameter] = [
        click.Option(list(dict.fromkeys((f"--{name.replace('_', '-')}", f"--{name}"))), help=text.capitalize() + ".")
        for name, text in calculator.parameters.items()
    ]
    options.append(click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON document."))
    summary = (calculator.function.__doc__ or "").strip()
    return click.Command(calculator.name, callback=run, params=options, help=summary)
