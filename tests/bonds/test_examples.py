"""The examples that open the modules give what they print."""

import doctest
import importlib
import pkgutil

import pytest

import bondsft.bonds

MODULES = sorted(module.name for module in pkgutil.iter_modules(bondsft.bonds.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name):
    module = importlib.import_module(f"bondsft.bonds.{name}")
    if name == "calendars":
        pytest.importorskip("holidays")
    assert doctest.testmod(module, extraglobs={**vars(bondsft.bonds), **vars(module)}).failed == 0


def test_every_public_name_exists_once_and_is_explained():
    names = bondsft.bonds.__all__
    assert len(set(names)) == len(names)
    for name in names:
        public = getattr(bondsft.bonds, name)
        if callable(public):
            assert public.__doc__, name
