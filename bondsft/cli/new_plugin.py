"""`bondsft new-plugin`: a package that passes its own tests and the contract, to be changed file by file."""

from __future__ import annotations

import importlib.resources
import importlib.util
import keyword
import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from bondsft.errors import BondsftError, not_written

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@click.command("new-plugin")
@click.argument("name")
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write into. Default: one of the plugin's name.")
def new_plugin(name: str, output: Path | None) -> None:
    """Write a package with a query type of its own, called NAME: lower-case words joined by hyphens."""
    if not NAME.fullmatch(name):
        raise BondsftError(f"{name!r} cannot be the name of a package.", "Type lower-case words joined by hyphens: curve-trades.")
    from bondsft.plugin import Choice, load_tasks

    module = name.replace("-", "_")
    taken = module in load_tasks(Choice(only=())).tasks or importlib.util.find_spec(module) is not None
    if keyword.iskeyword(module) or taken:
        raise BondsftError(
            f"{name!r} is the name of something else in Python, in bondsft or installed here.", "Type one of your own: my-trades."
        )
    folder = output or Path(name)
    if folder.exists() and any(folder.iterdir()):
        raise BondsftError(f"{folder} is not empty.", "Name another with --output, or remove it.")
    try:
        for path, text in files(name):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    except OSError as error:
        raise not_written(folder, error) from error
    click.echo(f"{folder}: a plugin that works as it is. Next:")
    click.echo(f"  cd {folder} && pip install -e '.[test]' && pytest && bondsft check-plugin {name}")


def files(name: str) -> Iterator[tuple[str, str]]:
    """Paths and texts of a package of that name."""
    module = name.replace("-", "_")
    words = {"my-plugin": name, "my_plugin": module, "MyPlugin": "".join(word.title() for word in name.split("-"))}
    template = importlib.resources.files("bondsft.contract") / "template"
    for path, file in walk(template):
        text = file.read_text("utf-8")
        for old, new in words.items():
            path, text = path.replace(old, new), text.replace(old, new)
        yield path, text


def walk(folder: Traversable, before: str = "") -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if item.is_dir():
            if item.name != "__pycache__":
                yield from walk(item, f"{before}{item.name}/")
        elif not item.name.endswith(".pyc"):
            yield f"{before}{item.name}", item
