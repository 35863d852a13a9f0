"""Which plugins are installed and which of them to load, told from metadata alone: none of their code runs here."""

from __future__ import annotations

import difflib
import importlib.util
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from packaging.requirements import InvalidRequirement, Requirement

from bondsft import __version__
from bondsft.errors import BondsftError
from bondsft.plugin import hookspecs
from bondsft.plugin.registry import DISTRIBUTION, PluginInfo, State

BUILT_IN = EntryPoint(name="builtin", value="bondsft.tasks.builtin", group=hookspecs.PROJECT)
DISABLE, LOAD, STRICT = "BONDSFT_DISABLE_PLUGINS", "BONDSFT_LOAD_PLUGINS", "BONDSFT_STRICT_PLUGINS"


@dataclass(frozen=True)
class Choice:
    """What a user says about plugins before any is loaded. A name is a plugin's or its distribution's."""

    disabled: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    """Load these alone and the built-in one; () for none, None for all."""
    strict: bool = False
    """Whether a plugin that fails stops the program."""

    @classmethod
    def of_environment(
        cls,
        environment: Mapping[str, str] = os.environ,
        *,
        disabled: Sequence[str] = (),
        none: bool = False,
    ) -> Choice:
        """The environment variables and, before them, the command line's options."""
        only = names(environment[LOAD]) if environment.get(LOAD) else None
        strict = environment.get(STRICT, "").lower() not in ("", "0", "no", "false")
        return cls((*names(environment.get(DISABLE, "")), *disabled), () if none else only, strict)

    def check(self, installed: Sequence[EntryPoint]) -> None:
        """Raise BondsftError for a name that no installed plugin has."""
        known = [name for entry in installed for name in names_of(entry)]
        for name in (*self.disabled, *(self.only or ())):
            if name not in known:
                nearest = difflib.get_close_matches(name, known, n=1)
                hint = f"Did you mean {nearest[0]!r}?" if nearest else f"Installed are {', '.join(dict.fromkeys(known))}."
                raise BondsftError(f"There is no plugin {name!r} to load or to leave out.", hint)

    def state_of(self, entry: EntryPoint) -> State | None:
        """`disabled` or `incompatible` if the plugin is not to be loaded, else None."""
        own = names_of(entry)
        left_out = self.only is not None and provider(entry)[0] != DISTRIBUTION and not set(own) & set(self.only)
        if left_out or set(own) & set(self.disabled):
            return "disabled"
        return "incompatible" if unmet_requirement(entry) else None


def names(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def names_of(entry: EntryPoint) -> tuple[str, str]:
    return entry.name, provider(entry)[0]


def installed_plugins() -> list[EntryPoint]:
    """Return the entry points of all plugins in the order in which they are loaded."""
    found = list(entry_points(group=hookspecs.PROJECT))
    if not any(provider(entry)[0] == DISTRIBUTION for entry in found):
        found.append(BUILT_IN)  # a source tree that was never installed has no metadata to find it by
    return sorted(found, key=lambda entry: (provider(entry)[0] != DISTRIBUTION, *provider(entry), entry.name))


def provider(entry: EntryPoint) -> tuple[str, str]:
    """Return the name and version of the distribution that an entry point belongs to."""
    if entry.dist is None:
        return DISTRIBUTION, __version__
    # A half-removed package can leave entry points without metadata, and must not stop the listing of others.
    return entry.dist.name or "(no metadata)", entry.dist.version or ""


def unmet_requirement(entry: EntryPoint) -> str:
    """The bondsft that a plugin's distribution asks for, if this is not it; "" if it is."""
    for text in (entry.dist.requires or ()) if entry.dist is not None else ():
        try:
            wanted = Requirement(text)
        except InvalidRequirement:
            continue  # pip would not have installed it; what matters will show when it is imported
        if wanted.name == DISTRIBUTION and not wanted.specifier.contains(__version__, prereleases=True):
            return f"It asks for bondsft{wanted.specifier}, and this is {__version__}."
    return ""


def describe(entry: EntryPoint, state: State) -> PluginInfo:
    """State what is known of a plugin without running any of its code."""
    module = entry.value.partition(":")[0].strip()
    file = getattr(sys.modules.get(module), "__file__", None)
    if file is None:
        try:
            package = importlib.util.find_spec(module.partition(".")[0])
        except ValueError:  # no module can have this name
            package = None
        file = package.origin if package is not None else None
    reason = unmet_requirement(entry) if state == "incompatible" else ""
    return PluginInfo(entry.name, *provider(entry), state, error=reason, file=file or "")
