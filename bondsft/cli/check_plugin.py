"""`bondsft check-plugin`: the contract, check by check."""

from __future__ import annotations

import json
from collections import Counter

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
    if broken := next((plugin for plugin in registry.failed if name in (plugin.name, plugin.distribution)), None):
        raise BondsftError(f"The plugin {broken.name!r} of {broken.distribution} is {broken.state}: {broken.error}")
    checked = mine or [registry.get(name)]
    rows: list[dict[str, str]] = []
    for entry in checked:
        for finding in check_task(entry):
            state = "not run" if not finding.ran else "failed" if finding.problem else "kept"
            rows.append({"task": entry.task.name, "check": finding.check, "state": state, "problem": finding.problem})
            if not as_json:
                click.echo(f"{entry.task.name}  {state:<7}  {finding.check}{': ' if finding.problem else ''}{finding.problem}")
    if as_json:
        click.echo(json.dumps(rows, indent=2))
    states = Counter(row["state"] for row in rows)
    if states["failed"]:
        not_run = f", and {states['not run']} could not be run" if states["not run"] else ""
        raise BondsftError(f"{states['failed']} of {len(rows)} checks failed{not_run}.", "Each line above says what was found.")
