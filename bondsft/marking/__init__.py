"""Marks a reply against a computed answer, from its text alone: what it says, and whether that is right."""

from bondsft.marking.expected import Expected
from bondsft.marking.mark import Mark, mark
from bondsft.marking.reading import from_row
from bondsft.marking.tolerance import Tolerance

__all__ = ["Expected", "Mark", "Tolerance", "from_row", "mark"]
