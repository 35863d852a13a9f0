"""`bondsft generate-data`: questions with computed answers."""

from __future__ import annotations

from pathlib import Path

import click

from bondsft.cli.options import founding_option, named_weights, names


@click.command("generate-data")
@founding_option("--output", type=click.Path(path_type=Path), required=True, help="File to write: .jsonl, .parquet or .json.")
@founding_option("--rows", type=int, default=1000, show_default=True, help="How many rows.")
@founding_option("--tasks", default="", help="Query types, separated by commas. Default: the built-in ones.")
@founding_option("--styles", default="tool=1", show_default=True, help="Answer styles and their weights.")
@founding_option("--markets", default="", help="Markets, separated by commas. Default: all, and bonds of no named market.")
@founding_option("--split", type=click.Choice(["train", "validation", "test"]), default="train", show_default=True)
@founding_option("--seed", type=int, default=0, show_default=True)
@founding_option("--bonds", type=click.Path(path_type=Path), help="CSV file of your own bonds, to ask about by ISIN.")
@founding_option(
    "--bonds-share", type=float, default=0.5, show_default=True, help="Share of dated questions that are about them."
)
@founding_option("--overwrite", is_flag=True, help="Replace an existing file.")
def generate_data(
    output: Path,
    rows: int,
    tasks: str,
    styles: str,
    markets: str,
    split: str,
    seed: int,
    bonds: Path | None,
    bonds_share: float,
    overwrite: bool,
) -> None:
    """Write questions whose every answer is computed from what the question prints."""
    from bondsft.cli.registry import chosen_registry
    from bondsft.dataset.generate import Plan, check_markets, generate
    from bondsft.dataset.store import write_rows
    from bondsft.dataset.universe import read_universe

    registry = chosen_registry(names(tasks))
    chosen = [registry.get(name) for name in names(tasks) or registry.default]
    universe = read_universe(bonds) if bonds else {}
    weights = named_weights(styles, ("tool", "direct"))
    plan = Plan(rows, chosen, check_markets(names(markets)), weights, split, seed, universe, bonds_share)
    count = write_rows(generate(plan), output, overwrite=overwrite)
    click.echo(f"{count} rows in {output}")
