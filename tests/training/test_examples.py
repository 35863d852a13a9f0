"""What carries loss: completions through their end, once; and what an audit refuses."""

import json

import pytest

from bondsft.dataset.generate import Plan, check_markets, generate
from bondsft.errors import BondsftError
from bondsft.models.chat import give_template, render, set_calculators_shown
from bondsft.models.load import load_tokenizer
from bondsft.plugin import load_tasks
from bondsft.training.audit import audit
from bondsft.training.examples import IGNORED, Example, check_rows, examples_of


@pytest.fixture(scope="module")
def rows():
    registry = load_tasks()
    tasks = [registry.get(name) for name in registry.default]
    return list(generate(Plan(48, tasks, check_markets([]), {"tool": 1.0})))


@pytest.fixture
def tokenizer():
    tokenizer = load_tokenizer("smollm2")
    give_template(tokenizer)
    return tokenizer


def labelled(example, tokenizer):
    return tokenizer.decode([label for label in example.labels if label != IGNORED])


def test_the_turns_of_a_conversation_are_one_sequence_with_loss_on_what_the_model_writes(rows, tokenizer):
    examples = examples_of(rows, tokenizer)
    assert len(examples) == len(rows) / 2
    for example, call, answer in zip(examples, rows[::2], rows[1::2], strict=True):
        said = labelled(example, tokenizer)
        assert said.count("<|im_end|>") == 2
        assert said.endswith(answer["response"] + "<|im_end|>")
        assert call["query"] not in said
        name = call["completion"][0]["tool_calls"][0]["function"]["name"]
        assert said.startswith(f"[{name}(")


def test_a_folded_conversation_is_what_serving_renders(rows, tokenizer):
    for example, answer in zip(examples_of(rows, tokenizer), rows[1::2], strict=True):
        served = render(tokenizer, [*answer["prompt"], *answer["completion"]], json.loads(answer["tools"]))
        assert served.strip() == tokenizer.decode(example.input_ids)


def test_calculators_are_listed_in_the_prompt_unless_the_template_says_otherwise(rows, tokenizer):
    tools = json.loads(rows[0]["tools"])
    assert "bond_yield(price, " in render(tokenizer, rows[0]["prompt"], tools, ask=True)
    set_calculators_shown(tokenizer, False)
    assert "bond_yield" not in render(tokenizer, rows[0]["prompt"], tools, ask=True)


def test_the_last_turn_is_trained_in_the_share_asked_for(rows, tokenizer):
    without = examples_of(rows, tokenizer, answer_share=0.0)
    assert [labelled(example, tokenizer).count("<|im_end|>") for example in without] == [1] * len(without)


def test_a_reply_to_an_error_is_trained_whatever_the_share(rows, tokenizer):
    call, answer = rows[:2]
    assert answer["prompt"][-1]["role"] == "tool"
    prompt = [*answer["prompt"][:-1], {**answer["prompt"][-1], "content": '{"error": "no terms for ZZNTL6405616"}'}]
    [example] = examples_of([call, {**answer, "prompt": prompt}], tokenizer, answer_share=0.0)
    assert labelled(example, tokenizer).endswith(answer["completion"][0]["content"] + "<|im_end|>")


def test_a_founding_row_is_the_bare_question_its_answer_and_the_end(tokenizer):
    [example] = examples_of([{"query": "What is 2 + 2?", "response": "4."}], tokenizer)
    assert tokenizer.decode(example.input_ids) == "What is 2 + 2? 4.<|im_end|>"
    assert labelled(example, tokenizer) == " 4.<|im_end|>"


def test_sound_examples_are_measured(rows, tokenizer):
    examples = examples_of(rows, tokenizer)
    lengths = audit(examples, tokenizer, 1024)
    assert lengths.tokens == sum(len(example.input_ids) for example in examples)
    assert 0 < lengths.labelled < lengths.tokens


@pytest.mark.parametrize("spoil", ["no end", "no loss", "two starts", "too long"])
def test_each_unsound_example_is_refused(spoil, rows, tokenizer):
    [example] = examples_of(rows[:2], tokenizer)
    ids, labels = example.input_ids, example.labels
    start = tokenizer.bos_token_id
    spoiled = {
        "no end": Example(ids[:-1], labels[:-1]),
        "no loss": Example(ids, [IGNORED] * len(ids)),
        "two starts": Example([start, start, *ids], [IGNORED, IGNORED, *labels]),
        "too long": Example(ids * 20, labels * 20),
    }[spoil]
    with pytest.raises(BondsftError, match="Example 2 "):
        audit([example, spoiled], tokenizer, 1024)


def test_a_row_without_its_fields_is_named(tmp_path):
    with pytest.raises(BondsftError, match=r"Row 2 of .* has no response"):
        check_rows([{"query": "a", "response": "b"}, {"query": "c", "response": ""}], tmp_path)


def test_a_template_that_rewrites_the_prompt_is_refused(rows, tokenizer):
    tokenizer.chat_template = "{{ messages | length }} tools {% for m in messages %}{{ m.content }}{% endfor %}"
    with pytest.raises(BondsftError, match="does not render the prompt"):
        examples_of(rows[:2], tokenizer)


def test_a_base_model_without_a_template_gets_one_that_stops(rows, tokenizer):
    from bondsft.models.chat import read_template

    tokenizer.chat_template = read_template("plain")
    examples = examples_of(rows, tokenizer)
    audit(examples, tokenizer, 2048)
    assert "<tool_call>" in labelled(examples[0], tokenizer)
