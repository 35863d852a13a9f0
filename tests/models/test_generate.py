"""Many conversations over one cache say what each says alone."""

from dataclasses import replace

import pytest
import torch

from bondsft.models.generate import CHUNK, generate_turns
from bondsft.models.load import load_for_asking
from bondsft.models.turns import Turn, Written

PROMPTS = [
    "<|im_start|>user\nName a colour.<|im_end|>\n<|im_start|>assistant\n",
    "<|im_start|>user\nWrite the numbers from one to nine.<|im_end|>\n<|im_start|>assistant\n",
    "<|im_start|>user\nWhat is the capital of France? Answer in one short sentence.<|im_end|>\n<|im_start|>assistant\n",
]
FOLLOWING = "\n<|im_start|>user\nAnd one more?<|im_end|>\n<|im_start|>assistant\n"


@pytest.fixture(scope="module")
def loaded():
    """In float32: in bfloat16 a batch rounds otherwise than one conversation, and what is nearly even then differs."""
    loaded = load_for_asking("smollm2")
    return replace(loaded, model=loaded.model.float())


def alone(loaded, text, longest):
    """What the model says after a text, by the library's own generation for one prompt."""
    inputs = loaded.tokenizer(text, return_tensors="pt", add_special_tokens=False)
    with torch.inference_mode():
        output = loaded.model.generate(
            **inputs, max_new_tokens=longest, do_sample=False, pad_token_id=loaded.tokenizer.pad_token_id
        )
    return loaded.tokenizer.decode(output[0, inputs.input_ids.shape[1] :]).partition("<|im_end|>")[0]


def test_turns_of_a_batch_are_those_of_each_conversation_alone(loaded):
    longest = 2 * CHUNK + 5
    said: dict[int, list[tuple[str, bool]]] = {0: [], 1: [], 2: []}

    def proceed(index, turn):
        said[index].append((turn.text, turn.ended))
        written = turn.written
        assert len(written.tokens) == len(turn.pieces) == len(written.leads) == len(written.runners_up)
        assert min(written.leads) >= 0
        return FOLLOWING if turn.ended and len(said[index]) == 1 else None

    prompts = [loaded.tokenizer(prompt, add_special_tokens=False).input_ids for prompt in PROMPTS]
    generate_turns(loaded.model, loaded.tokenizer, prompts, proceed, longest)
    for prompt, turns in zip(PROMPTS, said.values(), strict=True):
        first = alone(loaded, prompt, longest)
        assert turns[0][0] == first.strip()
        if len(turns) == 2:
            assert turns[1][0] == alone(loaded, f"{prompt}{first}<|im_end|>{FOLLOWING}", longest).strip()
    assert any(len(turns) == 2 for turns in said.values())


def test_another_turn_begins_at_the_least_certain_token(loaded):
    turns = []
    prompts = [loaded.tokenizer(PROMPTS[1], add_special_tokens=False).input_ids]
    end = loaded.tokenizer.eos_token_id

    def proceed(index, turn):
        turns.append(turn)

    generate_turns(loaded.model, loaded.tokenizer, prompts, proceed, CHUNK)
    first = turns[0].written
    branches = turns[0].branches("", end)[:3]
    least = min(range(CHUNK), key=first.leads.__getitem__)
    assert branches[0].tokens == [*first.tokens[:least], first.runners_up[least]]
    begun_with = [list(branch.tokens) for branch in branches]
    generate_turns(loaded.model, loaded.tokenizer, prompts * len(branches), proceed, CHUNK, branches)
    for branch, turn in zip(begun_with, turns[1:], strict=True):
        begun = loaded.tokenizer.decode(branch)
        assert turn.written.tokens[: len(branch)] == branch
        text = PROMPTS[1] + begun
        assert turn.text.startswith((begun + alone(loaded, text, max(1, CHUNK - len(branch)))).strip())


def test_what_may_not_be_written_is_passed_over_for_the_next_best(loaded):
    """Without the letter e, and ending as soon as a full stop stands: the model must go other ways than it likes."""
    turns = {}

    def may(index, text, ended):
        return text.endswith(".") if ended else "e" not in text and "." not in text[:-1]

    prompts = [loaded.tokenizer(prompt, add_special_tokens=False).input_ids for prompt in PROMPTS]
    generate_turns(loaded.model, loaded.tokenizer, prompts, turns.__setitem__, 3 * CHUNK, may=may)
    assert turns.keys() == {0, 1, 2}
    for turn in turns.values():
        assert turn.text and "e" not in turn.text and "".join(turn.pieces).startswith(turn.text)
        assert not turn.ended or turn.text.endswith(".")
        assert len(turn.written.leads) == len(turn.written.tokens)
    assert any(turn.ended for turn in turns.values())


def test_text_that_is_to_blame_is_tried_before_all_else():
    pieces = ["[bond_yield(", "price", '="', "98", '", ', "years", '="', "8 ", 'years")]']
    written = Written(list(range(9)), [0.5, 4.0, 9.0, 2.0, 8.0, 3.0, 9.0, 5.0, 9.0], [99] * 8 + [7])
    turn = Turn("".join(pieces), True, pieces, written)
    assert [len(branch.tokens) for branch in turn.branches("", end=7)] == [1, 4, 6, 2, 8, 5, 3, 7]
    assert [len(branch.tokens) for branch in turn.branches("98", end=7)][:2] == [4, 2]
    assert [len(branch.tokens) for branch in turn.branches("8 years", end=7)][:3] == [6, 8, 5]
    branch = turn.branches("8 years", end=7)[0]
    assert (branch.tokens, branch.runners_up) == ([0, 1, 2, 3, 4, 99], [99] * 5 + [5])
    again = Turn("".join(pieces[:6]), True, pieces[:6], branch)
    assert 6 not in [len(other.tokens) for other in again.branches("", end=7)], "what was branched once stays"


def test_an_unlikely_token_is_written_where_no_likely_one_may_be(loaded):
    """Then the model goes on within what is allowed; where nothing is, it is free."""
    wanted = "The pebble zigzags"
    turns = []
    prompts = [loaded.tokenizer(PROMPTS[0], add_special_tokens=False).input_ids] * 2

    def may(index, text, ended):
        return (wanted.startswith(text) and not ended) if index == 0 else False

    generate_turns(loaded.model, loaded.tokenizer, prompts, lambda index, turn: turns.append((index, turn.text)), 8, may=may)
    texts = dict(turns)
    assert wanted.startswith(texts[0]) and len(texts[0]) > len("The peb")
    assert texts[1]
