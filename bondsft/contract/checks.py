"""The checks, each a function from a task's samples to what is wrong, "" for nothing."""

from __future__ import annotations

from collections.abc import Callable

from bondsft.contract.behaviour import (
    asks_few_questions_twice,
    imports_no_ml_package,
    keeps_splits_apart,
    leaves_others_alone,
    makes_the_same_rows_again,
    survives_json,
)
from bondsft.contract.questions import (
    agrees_with_its_calculator,
    copies_arguments_from_the_question,
    fills_every_slot,
    gives_every_row_a_finite_truth,
    keeps_the_answer_out_of_the_question,
    marks_its_own_replies_right,
    marks_spoiled_replies_wrong,
    prints_finer_than_its_tolerance,
    states_its_conventions,
)
from bondsft.contract.samples import Samples

CHECKS: tuple[Callable[[Samples], str], ...] = (
    imports_no_ml_package,
    leaves_others_alone,
    gives_every_row_a_finite_truth,
    fills_every_slot,
    survives_json,
    makes_the_same_rows_again,
    marks_its_own_replies_right,
    marks_spoiled_replies_wrong,
    keeps_the_answer_out_of_the_question,
    prints_finer_than_its_tolerance,
    keeps_splits_apart,
    asks_few_questions_twice,
    states_its_conventions,
    copies_arguments_from_the_question,
    agrees_with_its_calculator,
)
