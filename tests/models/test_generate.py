"""Many conversations over one cache say what each says alone."""

import pytest
import torch

from bondsft.models.generate import CHUNK, generate_turns
from bondsft.models.load import load_for_asking

PROMPTS = [
    "<|im_start|>user\nName a colour.<|im_end|>\n<|im_start|>assistant\n",
    "<|im_start|>user\nWrite the numbers from one to nine.<|im_end|>\n<|im_start|>assistant\n",
    "<|im_start|>user\nWhat is the capital of France? Answer in one short sentence.<|im_end|>\n<|im_start|>assistant\n",
]
FOLLOWING = "\n<|im_start|>user\nAnd one more?<|im_end|>\n<|im_start|>assistant\n"


@pytest.fixture(scope="module")
def loaded():
    return load_for_asking("smollm2")


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
        assert len(turn.tokens) == len(turn.leads) == len(turn.runners_up) and min(turn.leads) >= 0
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
    branches = turns[0].branches(3, end)
    least = min(range(CHUNK), key=turns[0].leads.__getitem__)
    assert branches[0][:-1] == turns[0].tokens[:least] and branches[0][-1] == turns[0].runners_up[least]
    generate_turns(loaded.model, loaded.tokenizer, prompts * len(branches), proceed, CHUNK, branches)
    for branch, turn in zip(branches, turns[1:], strict=True):
        begun = loaded.tokenizer.decode(branch)
        assert turn.tokens[: len(branch)] == branch
        text = PROMPTS[1] + begun
        assert turn.text.startswith((begun + alone(loaded, text, max(1, CHUNK - len(branch)))).strip())
