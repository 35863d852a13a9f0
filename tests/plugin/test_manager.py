"""Plugins installed as `dist-info` folders on `sys.path`: what loads, what fails, and that it fails alone."""

from __future__ import annotations

import random
from importlib.metadata import EntryPoints

import numpy as np
import pytest

from bondsft import __version__
from bondsft.errors import BondsftError
from bondsft.plugin import Choice, PluginInfo, Registry, discovery, load_tasks

TASK = """
from bondsft.plugin import hookimpl
from bondsft.tasks.base import Answer, Task, Tolerance

class RunningYield(Task):
    name = "running_yield"
    description = "Annual coupon over clean price."
    calculator = "bond_yield"
    answers = (Answer("running_yield", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.01)),)

    def sample(self, rng, count, market):
        return {"coupon_pct": rng.integers(8, 80, count) / 8, "price": rng.uniform(80, 120, count).round(2)}

    def solve(self, facts):
        return 100 * facts["coupon_pct"] / facts["price"]

class Named(RunningYield):
    def __init__(self, name):
        self.name = name
"""

GOOD = (
    TASK
    + """
@hookimpl
def bondsft_register_tasks():
    yield RunningYield()
"""
)


def offering(result: str) -> str:
    """The source of a plugin whose hook returns what `result` evaluates to."""
    return f"{TASK}\n@hookimpl\ndef bondsft_register_tasks():\n    return {result}\n"


def plugin_of(registry: Registry, distribution: str) -> PluginInfo:
    (plugin,) = [plugin for plugin in registry.plugins if plugin.distribution == distribution]
    return plugin


def test_the_built_in_plugin_comes_first_and_is_active():
    registry = load_tasks()
    built_in = registry.plugins[0]
    assert (built_in.name, built_in.distribution, built_in.state) == ("builtin", "bondsft", "active"), built_in.error
    assert built_in.version == __version__
    assert built_in.file.endswith("builtin.py")
    assert set(built_in.tasks) > set(registry.default) != set()


def test_a_source_tree_without_metadata_has_the_built_in_tasks(monkeypatch):
    expected = list(load_tasks(Choice(only=())).tasks)
    monkeypatch.setattr(discovery, "entry_points", lambda group: EntryPoints())
    registry = load_tasks()
    assert list(registry.tasks) == expected
    assert [(plugin.name, plugin.version) for plugin in registry.plugins] == [("builtin", __version__)]


def test_an_installed_plugin_brings_its_task(install_plugin):
    site = install_plugin("acme-bonds", GOOD, name="acme")
    registry = load_tasks()
    assert plugin_of(registry, "acme-bonds") == PluginInfo(
        name="acme",
        distribution="acme-bonds",
        version="1.2",
        state="active",
        tasks=("running_yield",),
        file=str(site / "acme_bonds.py"),
    )
    entry = registry.get("running_yield")
    assert (entry.task.name, entry.plugin, entry.distribution) == ("running_yield", "acme", "acme-bonds")


def test_an_object_in_a_module_can_be_the_plugin(install_plugin):
    source = (
        TASK
        + """
class Plugin:
    @hookimpl
    def bondsft_register_tasks(self):
        return [RunningYield()]

plugin = Plugin()
"""
    )
    install_plugin("acme-bonds", source, entry_point="acme_bonds:plugin")
    assert load_tasks().get("running_yield").distribution == "acme-bonds"


def test_installing_a_plugin_does_not_change_the_default_tasks(install_plugin):
    before = load_tasks().default
    install_plugin("acme-bonds", GOOD)
    assert load_tasks().default == before


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import no_such_package", "ModuleNotFoundError: No module named 'no_such_package'"),
        ("def broken(:", "SyntaxError: invalid syntax"),
        ("import sys; sys.exit(3)", "SystemExit: 3"),
        ("1 / 0", "ZeroDivisionError: division by zero (acme_bonds.py, line 1)"),
        (GOOD.replace("register_tasks", "register_task"), "unknown hook 'bondsft_register_task'"),
        (GOOD.replace("register_tasks()", "register_tasks(market)"), "'market'"),
        (GOOD.replace("@hookimpl", ""), "has no function bondsft_register_tasks marked with @hookimpl"),
        (offering("None"), "returned None"),
        (offering("7"), "returned 7; return or yield tasks in a list"),
        (offering("RunningYield()"), "return or yield tasks in a list"),
        (GOOD.replace('"bond_yield"', '"bond_yeild"'), "calls the calculator 'bond_yeild', which is none of bond_price"),
        (GOOD.replace("    calculator =", "    calculators = len\n    calculator ="), "has calculators that are no tuple"),
        (GOOD.replace("Tolerance(absolute=0.01)", "0.01"), "has the tolerance 0.01. Write Tolerance(absolute=0.01)"),
        (GOOD.replace('unit="percent"', 'unit="per cent"'), "has the unit 'per cent'. Did you mean 'percent'?"),
        (GOOD.replace("decimals=3", 'decimals="3"'), "has '3' decimals"),
        (offering("['price']"), "offers 'price', which is not a Task"),
        (offering("[RunningYield]"), "offers the class RunningYield; offer an instance, RunningYield()"),
        (offering("[]"), "offers no task"),
        (offering("[Named('Current Yield')]"), "task name 'Current Yield' is not made of lower-case letters"),
        (offering("[Named(None)]"), "task name None is not made of lower-case letters"),
        (offering("[RunningYield(), RunningYield()]"), "two tasks of one name"),
        (GOOD.replace("Annual coupon over clean price.", " "), "'running_yield' has no description"),
        (GOOD.replace("answers = (Answer", "answer = (Answer"), "'running_yield' does not say in `answers` what it asks for"),
        (
            GOOD.replace("    calculator", "    version = 0\n    calculator"),
            "version of task 'running_yield' is 0",
        ),
        (
            GOOD.replace("    yield RunningYield()", "    yield RunningYield()\n    1 / 0"),
            "ZeroDivisionError",
        ),
    ],
)
def test_a_broken_plugin_fails_with_its_reason_and_disturbs_nobody(install_plugin, source, reason):
    before = load_tasks()
    install_plugin("acme-bonds", source)
    install_plugin("zeta-bonds", offering("[Named('zeta')]"))
    registry = load_tasks()
    broken = plugin_of(registry, "acme-bonds")
    assert broken.state == "failed"
    assert reason in broken.error
    assert "\n" not in broken.error
    assert broken.file.endswith("acme_bonds.py")
    assert registry.failed == [*before.failed, broken]
    assert list(registry.tasks) == [*before.tasks, "zeta"]


def test_an_entry_point_that_names_no_module_fails_alone(install_plugin):
    install_plugin("acme-bonds", GOOD, entry_point="acme-bonds")
    broken = plugin_of(load_tasks(), "acme-bonds")
    assert broken.state == "failed"
    assert "'acme-bonds' is not the name of a module" in broken.error


def test_a_half_removed_package_fails_alone(install_plugin):
    site = install_plugin("acme-bonds", GOOD)
    (site / "acme_bonds.py").unlink()
    (site / "acme_bonds-1.2.dist-info" / "METADATA").unlink()
    registry = load_tasks()
    assert registry.plugins[0].state == "active"
    assert [(plugin.name, plugin.file) for plugin in registry.failed] == [("acme_bonds", "")]


def test_ctrl_c_while_a_plugin_loads_stops_the_program(install_plugin):
    install_plugin("acme-bonds", "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        load_tasks()


def test_a_built_in_task_is_never_overridden_and_the_message_names_both_distributions(install_plugin):
    name = load_tasks().default[0]
    install_plugin("acme-bonds", offering(f"[RunningYield(), Named({name!r})]"))
    registry = load_tasks()
    clash = plugin_of(registry, "acme-bonds")
    assert clash.state == "failed"
    assert clash.error == f"Task {name!r} of acme-bonds has the name of a task of bondsft."
    assert registry.get(name).distribution == "bondsft"
    assert "running_yield" not in registry.tasks, "a plugin's tasks are registered all or none"


def test_of_two_plugins_with_one_task_name_the_first_distribution_keeps_it(install_plugin):
    install_plugin("zeta-bonds", GOOD)
    install_plugin("acme-bonds", GOOD)
    registry = load_tasks()
    assert registry.get("running_yield").distribution == "acme-bonds"
    assert plugin_of(registry, "zeta-bonds").error == ("Task 'running_yield' of zeta-bonds has the name of a task of acme-bonds.")


def test_a_plugin_cannot_take_the_name_of_the_built_in_one(install_plugin):
    install_plugin("acme-bonds", GOOD, name="builtin")
    clash = plugin_of(load_tasks(), "acme-bonds")
    assert clash.error == "Plugin 'builtin' of acme-bonds has the name of a plugin of bondsft."


def test_a_disabled_plugin_is_listed_and_none_of_its_code_runs(install_plugin, monkeypatch, tmp_path):
    install_plugin("acme-bonds", f"open({str(tmp_path / 'ran')!r}, 'w').close()", name="acme")
    monkeypatch.setenv("BONDSFT_DISABLE_PLUGINS", "acme")
    assert plugin_of(load_tasks(), "acme-bonds").state == "disabled"
    assert not (tmp_path / "ran").exists()


def test_an_unknown_task_is_answered_with_the_nearest_name():
    registry = load_tasks()
    name = registry.default[0]
    with pytest.raises(BondsftError, match=rf"There is no task '{name}s'\. Did you mean '{name}'\?"):
        registry.get(f"{name}s")


def test_a_task_name_like_no_other_is_answered_with_the_list():
    with pytest.raises(BondsftError, match=r"There is no task 'qqqq'\. The tasks are "):
        load_tasks().get("qqqq")


@pytest.mark.parametrize("asked", ["acme", "running_yield"])
def test_asking_for_a_failed_plugin_or_its_task_gives_the_failure(install_plugin, asked):
    clash = load_tasks().default[0]
    install_plugin("acme-bonds", offering(f"[RunningYield(), Named({clash!r})]"), name="acme")
    with pytest.raises(BondsftError, match=f"'acme' of acme-bonds failed: Task '{clash}' of acme-bonds has the name"):
        load_tasks().get(asked)


@pytest.mark.parametrize("name", ["acme", "acme-bonds"])
def test_a_plugin_is_left_out_by_either_name_that_the_list_shows(install_plugin, name):
    install_plugin("acme-bonds", GOOD, name="acme")
    registry = load_tasks(Choice(disabled=(name,)))
    assert plugin_of(registry, "acme-bonds").state == "disabled"
    assert "running_yield" not in registry.tasks


def test_no_plugins_means_the_built_in_one_alone(install_plugin):
    install_plugin("acme-bonds", GOOD)
    registry = load_tasks(Choice.of_environment({}, none=True))
    assert registry.tasks.keys() == set(registry.plugins[0].tasks)
    assert plugin_of(registry, "acme-bonds").state == "disabled"


def test_the_environment_loads_those_named_alone(install_plugin):
    install_plugin("acme-bonds", GOOD)
    install_plugin("zeta-bonds", offering("[Named('zeta')]"))
    registry = load_tasks(Choice.of_environment({"BONDSFT_LOAD_PLUGINS": "zeta-bonds"}))
    assert plugin_of(registry, "acme-bonds").state == "disabled"
    assert plugin_of(registry, "zeta-bonds").state == "active"


def test_an_unknown_plugin_is_answered_with_the_nearest_name(install_plugin):
    install_plugin("acme-bonds", GOOD)
    with pytest.raises(BondsftError, match=r"no plugin 'acme-bond' .* Did you mean 'acme-bonds'\?"):
        load_tasks(Choice(disabled=("acme-bond",)))


def test_a_strict_run_stops_at_a_plugin_that_fails(install_plugin):
    install_plugin("acme-bonds", "1 / 0")
    with pytest.raises(BondsftError, match="'acme_bonds' of acme-bonds failed: ZeroDivisionError"):
        load_tasks(Choice.of_environment({"BONDSFT_STRICT_PLUGINS": "1"}))


def test_a_plugin_for_another_version_is_incompatible_and_none_of_its_code_runs(install_plugin, tmp_path):
    site = install_plugin("acme-bonds", f"open({str(tmp_path / 'ran')!r}, 'w').close()")
    with (site / "acme_bonds-1.2.dist-info" / "METADATA").open("a") as metadata:
        metadata.write("Requires-Dist: bondsft>=99\n")
    plugin = plugin_of(load_tasks(), "acme-bonds")
    assert (plugin.state, plugin.error) == ("incompatible", f"It asks for bondsft>=99, and this is {__version__}.")
    assert not (tmp_path / "ran").exists()


def test_what_a_plugin_prints_and_seeds_is_kept_from_others_and_told(install_plugin, capsys):
    install_plugin("acme-bonds", GOOD + "\nimport random, numpy\nprint('hello')\nrandom.seed(1)\nnumpy.random.seed(1)\n")
    random.seed(2), np.random.seed(2)  # states that the plugin does not bring about itself
    before = random.getstate()
    plugin = plugin_of(load_tasks(), "acme-bonds")
    assert plugin.state == "active"
    assert plugin.warning == "It printed 'hello'. It changed the state of random and numpy.random."
    assert random.getstate() == before
    assert capsys.readouterr().out == ""


def test_a_plugin_that_brings_none_of_the_wanted_tasks_is_not_imported(install_plugin, tmp_path):
    install_plugin("acme-bonds", f"import pathlib; pathlib.Path({str(tmp_path / 'imported')!r}).touch()\n{GOOD}")
    assert load_tasks(wanted=()).default == load_tasks(wanted=["price"]).default
    assert not (tmp_path / "imported").exists()
    assert "running_yield" in load_tasks(wanted=["price", "running_yield"]).tasks
    assert (tmp_path / "imported").exists()


def test_a_strict_run_loads_all_whatever_is_wanted(install_plugin):
    install_plugin("acme-bonds", "raise ValueError('no licence')")
    with pytest.raises(BondsftError, match="no licence"):
        load_tasks(Choice(strict=True), wanted=["price"])
