"""`bondsft check-plugin`: the contract, check by check."""

from __future__ import annotations

import json

import click


@click.command("check-plugin")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def check_plugin(name: str, as_json: bool) -> None:
    """Check a plugin's tasks, or one task, against the contract that every task must hold.

    NAME is a plugin, its distribution or a task, as `bondsft plugins` lists them.
    """
    from bondsft.cli.registry import chosen_registry
    from bondsft.contract import check_task
    from bondsft.errors import BondsftError

    registry = chosen_registry()
    mine = [entry for entry in registry.tasks.values() if name in (entry.plugin, entry.distribution)]
    checked = mine or [registry.get(name)]
    rows, wrong = [], 0
    for entry in checked:
        for finding in check_task(entry):
            state = "not run" if not finding.ran else "failed" if finding.problem else "kept"
            wrong += state != "kept"
            rows.append({"task": entry.task.name, "check": finding.check, "state": state, "problem": finding.problem})
            if not as_json:
                click.echo(f"{entry.task.name}  {state:<7}  {finding.check}{': ' if finding.problem else ''}{finding.problem}")
    if as_json:
        click.echo(json.dumps(rows, indent=2))
    if wrong:
        raise BondsftError(f"{wrong} of {len(rows)} checks are not kept.", "Each line above says what was found.")
