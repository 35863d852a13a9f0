"""What is wrong with which bond: raised at once, or kept beside the bonds so that the others are computed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds.columns import check
from bondsft.bonds.daycount import Flags


class Faults:
    """The first fault of each of n bonds."""

    def __init__(self, rows: int, *, keep: bool) -> None:
        self.keep = keep
        self.found: dict[int, str] = {}
        self.rows = rows

    def note(self, name: str, values: NDArray[Any], good: Flags, wanted: str) -> None:
        """Keep which values are not good. Raises BondsftError for the first, unless faults are kept."""
        if not self.keep:
            check(name, values, good, wanted)
            return
        for row in np.flatnonzero(~good).tolist():
            self.found.setdefault(row, f"The {name} of bond {row} is {values[row]}. It must be {wanted}.")

    def without(self, values: NDArray[Any], stand_in: Any) -> NDArray[Any]:
        """The values, and at faulty bonds one that disturbs nothing."""
        if not self.found:
            return values
        result = values.copy()
        result[list(self.found)] = stand_in
        return result

    def messages(self) -> NDArray[np.str_]:
        """One sentence for each faulty bond, "" for the others, shape (n,)."""
        if not self.found:
            return np.broadcast_to("", (self.rows,))
        return np.array([self.found.get(row, "") for row in range(self.rows)])
