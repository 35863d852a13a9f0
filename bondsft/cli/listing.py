"""`bondsft tasks` and `bondsft plugins`: what there is."""

from __future__ import annotations

import json
from dataclasses import asdict

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def tasks(as_json: bool) -> None:
    """List the query types."""
    from bondsft.cli.registry import chosen_registry

    registry = chosen_registry()
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
