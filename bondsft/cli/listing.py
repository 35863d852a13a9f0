"""`bondsft tasks` and `bondsft plugins`: what there is."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bondsft.plugin import RegisteredTask


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def tasks(name: str | None, as_json: bool) -> None:
    """List the query types, or show one: what it answers, and a question with its calls and its answer."""
    from bondsft.cli.registry import chosen_registry

    registry = chosen_registry()
    if name:
        show(registry.get(name), as_json)
        return
    rows = [
        {
            "name": name,
            "version": entry.task.version,
            "plugin": entry.plugin,
            "description": entry.task.description,
        }
        for name, entry in registry.tasks.items()
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    width = max(len(str(row["name"])) for row in rows)
    for row in rows:
        click.echo(f"{row['name']:<{width}}  {row['description']}")
    for failed in registry.failed:
        click.echo(f"Plugin {failed.name} of {failed.distribution} failed: {failed.error}", err=True)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def plugins(as_json: bool) -> None:
    """List the packages that bring query types, and whether each one works."""
    from bondsft.cli.registry import chosen_registry

    found = chosen_registry().plugins
    if as_json:
        click.echo(json.dumps([asdict(plugin) for plugin in found], indent=2))
        return
    for plugin in found:
        detail = plugin.error or ", ".join(plugin.tasks)
        click.echo(f"{plugin.name}  {plugin.distribution} {plugin.version}  {plugin.state}  {detail}")
        if plugin.warning:
            click.echo(f"Plugin {plugin.name} of {plugin.distribution}: {plugin.warning}", err=True)


def show(registered: RegisteredTask, as_json: bool) -> None:
    from bondsft.cli.gallery import facts_of, lines_of, sample_rows

    [row] = sample_rows(registered, 1)
    if as_json:
        sample = {"question": row["query"], "answer": row["response"], "inputs": json.loads(row["inputs"])}
        click.echo(json.dumps({"name": registered.task.name, **facts_of(registered), "sample": sample}, indent=2))
        return
    for fact, text in facts_of(registered).items():
        click.echo(f"{fact}: {text}")
    click.echo("\n" + "\n".join(lines_of(row)))
