"""How a model is fine-tuned: the founding guide's settings by default, others as named recipes or files of the same form.

A recipe is a TOML file of `Recipe` fields; what it leaves out keeps its default.
"""

from __future__ import annotations

import dataclasses
import importlib.resources
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bondsft.errors import BondsftError

FOLDER = importlib.resources.files("bondsft.training") / "recipes"


@dataclass(frozen=True)
class Recipe:
    """Settings of one training run. The defaults are those of the founding guide."""

    lora_r: int = 16
    lora_alpha: int = 32
    lora_dropout: float = 0.05
    target_modules: tuple[str, ...] | str = ("q_proj", "k_proj", "v_proj", "o_proj")
    top_layers: int = 0
    """How many of the last layers get adapters: what lies below the first of them needs no backward pass. 0: all layers."""
    learning_rate: float = 3e-4
    batch_size: int = 4
    gradient_accumulation: int = 1
    epochs: float = 3.0
    max_steps: int = -1
    minutes: float = 0.0
    """Minutes of training after which to stop; the learning rate falls over them. 0: no limit."""
    max_length: int = 1024
    scheduler: str = "cosine"
    warmup: float = 0.03
    """Share of the steps over which the learning rate rises."""
    show_calculators: bool = True
    """Whether the prompt lists the calculators. A model tuned for fixed ones answers as well without, at half the tokens."""
    answer_share: float = 1.0
    """Share of the conversations whose last turn, which quotes the calculator's result, is trained too. It is soon learned."""
    eval_rows: int = 0
    """Examples kept out of training, from the end of the data set, whose loss is measured when it is done."""
    seed: int = 0


def recipe_names() -> list[str]:
    return sorted(item.name.removesuffix(".toml") for item in FOLDER.iterdir() if item.name.endswith(".toml"))


def read_recipe(name: str) -> Recipe:
    """Return a recipe by its name or the path of a TOML file. Raises BondsftError that names the setting at fault."""
    own = FOLDER / f"{name}.toml"
    source = own if own.is_file() else Path(name)
    try:
        settings = tomllib.loads(source.read_text("utf-8"))
    except OSError as error:
        raise BondsftError(f"{name!r} is no recipe.", f"Type one of {', '.join(recipe_names())}, or a TOML file.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BondsftError(f"The recipe {name} is not TOML: {error}.") from error
    return with_settings(Recipe(), settings, f"the recipe {name}")


def with_settings(recipe: Recipe, settings: Mapping[str, Any], where: str = "the options") -> Recipe:
    """Return the recipe with some settings changed. Raises BondsftError for an unknown or impossible one."""
    fields = {field.name: field for field in dataclasses.fields(Recipe)}
    if unknown := [name for name in settings if name not in fields]:
        raise BondsftError(f"{unknown[0]!r} in {where} is no setting.", f"There are {', '.join(fields)}.")
    changed = {name: as_type_of(getattr(recipe, name), value, name) for name, value in settings.items()}
    result = dataclasses.replace(recipe, **changed)
    for name in ("lora_r", "lora_alpha", "learning_rate", "batch_size", "gradient_accumulation", "epochs", "max_length"):
        if not 0 < getattr(result, name) < float("inf"):
            raise BondsftError(f"{name} is {getattr(result, name)}, and should be above 0.", f"Change it in {where}.")
    return result


def as_type_of(default: Any, value: Any, name: str) -> Any:
    """The value in the type of the setting's default."""
    if name == "target_modules":
        return value if isinstance(value, str) else tuple(value)
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if type(value) is not type(default):
        raise BondsftError(f"{name} is {value!r}, which is no {type(default).__name__}.", f"Write it as in {name} = {default}.")
    return value
