"""Which split a question belongs to, decided by what it is about and by nothing else.

Whatever seed anybody uses, the bond of a test question never occurs in training.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

SPLITS = {"train": range(0, 80), "validation": range(80, 90), "test": range(90, 100)}


def content_key(task: str, facts: Mapping[str, Any]) -> str:
    """A digest of the task and the facts' values, the same for any wording of them."""
    values = {name: str(value) if isinstance(value, str | np.datetime64) else float(value) for name, value in facts.items()}
    return hashlib.blake2b(json.dumps([task, values], sort_keys=True).encode(), digest_size=10).hexdigest()


def split_of(key: str) -> str:
    """The split of a content key: 80 % train, 10 % validation, 10 % test."""
    share = int(key[:8], 16) % 100
    return next(split for split, shares in SPLITS.items() if share in shares)
