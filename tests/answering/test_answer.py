"""The calculator loop: whatever a model writes becomes a call, an answer or a named problem."""

import json
from types import SimpleNamespace

import pytest
import torch

from bondsft.answering.answer import Answerer
from bondsft.answering.conversation import Conversation, continue_conversation, trace_lines
from bondsft.evaluation.predictions import as_prediction, mark_prediction, read_predictions, record_of, write_predictions
from bondsft.evaluation.questions import Question
from bondsft.marking import Tolerance
from bondsft.marking.expected import Number
from bondsft.models.chat import give_template
from bondsft.models.load import load_tokenizer
from bondsft.models.turns import Turn, Written

CALL = '[bond_yield(price="98.75", coupon_pct="7.5", frequency="semi-annual", years="8 years")]'
QUESTION = Question("q", "What is the yield?", Number(7.712, "percent", Tolerance(absolute=0.01), "yield", "7.712%"))


def conversation(*said, find=None):
    """A conversation in which a model says these texts as long as it is let."""
    talk = Conversation("q", [{"role": "user", "content": QUESTION.text}])
    for text in said:
        if not continue_conversation(talk, text, True, find):
            break
    return talk


def marked(talk):
    return mark_prediction(QUESTION, as_prediction(record_of(talk), talk.id))


def test_a_call_is_run_and_its_result_quoted():
    talk = conversation(CALL, "The yield to maturity is 7.712%.")
    assert list(trace_lines(talk)) == [CALL[1:-1], "  -> yield: 7.712%"]
    assert marked(talk).verdict == "right"


@pytest.mark.parametrize(
    "call",
    [
        "[bond_yeild(price='98.75')]",
        "[bond_yield(coupon_pct='7.5')]",
        "[bond_yield(price='98.75', colour='blue')]",
        "[bond_yield(price='-1e999', coupon_pct='7.5', frequency='2', years='8')]",
        "[bond_yield(price='98.75', coupon_pct='7.5', frequency='2', years='900000000 years')]",
        "[find_bond(isin='ZZ')]",
    ],
)
def test_an_unknown_or_absurd_call_gets_an_error_as_its_result(call):
    talk = conversation(call, "I cannot tell.")
    assert "error" in json.loads(talk.messages[2]["content"])
    assert marked(talk).verdict == "no answer"


@pytest.mark.parametrize("text", ['[bond_yield(price="98.75', "<tool_call>{7.712%", "[TOOL_CALLS] 7.712"])
def test_a_broken_call_is_no_answer_with_its_reason(text):
    talk = conversation(text)
    assert "call" in talk.problem
    assert (marked(talk).verdict, marked(talk).reason) == ("no answer", talk.problem)


def test_a_text_without_end_is_no_answer():
    talk = Conversation("q", [{"role": "user", "content": QUESTION.text}])
    assert not continue_conversation(talk, "The yield is 7.712% and", False, None)
    assert marked(talk).verdict == "no answer" and "stop" in marked(talk).reason


def test_a_model_that_only_calls_is_stopped():
    talk = conversation(*[CALL] * 100)
    assert "never answered" in talk.problem and len(talk.messages) < 20


def test_find_bond_uses_the_users_own_bonds():
    talk = conversation("[find_bond(isin='ZZNTL6405616')]", find={"ZZNTL6405616": {"coupon_pct": "7.5"}}.get)
    assert json.loads(talk.messages[2]["content"]) == {"coupon_pct": "7.5"}


def test_marking_the_written_predictions_again_gives_the_same(tmp_path):
    talks = [conversation(CALL, "The yield to maturity is 7.712%."), conversation('[bond_yield(price="7.712')]
    for number, talk in enumerate(talks):
        talk.id = str(number)
    path = tmp_path / "predictions.jsonl"
    write_predictions(path, talks)
    again = read_predictions(path)
    assert [mark_prediction(QUESTION, again[talk.id]) for talk in talks] == [marked(talk) for talk in talks]


def test_a_file_of_bare_calls_gives_no_answers(tmp_path):
    path = tmp_path / "replies.jsonl"
    path.write_text(json.dumps({"id": "q", "text": '[bond_yield(price="7.712")]'}) + "\n")
    assert mark_prediction(QUESTION, read_predictions(path)["q"]).verdict == "no answer"


GOOD = '[bond_yield(price="98.75", coupon_pct="7.5", frequency="semi-annual", years="8-year")]'
ASKED = "What is the yield of an 8-year bond with a 7.5% semi-annual coupon at 98.75?"


def answerer(monkeypatch, script, **settings):
    """An Answerer whose model says what the script says after a beginning of so many tokens, and then what it was told."""
    tokenizer = load_tokenizer("smollm2")
    give_template(tokenizer)

    def generate(model, tokenizer, prompts, proceed, longest, begun, may):
        for index, beginning in enumerate(begun):
            written = Written([5, 6, 7], [1.0, 3.0, 2.0], [15, 16, 17])
            told = proceed(index, Turn(script[tuple(beginning.tokens)], True, ["", "", ""], written))
            if told is not None:
                assert "yield" in told or "missing" in told
                proceed(index, Turn("The yield is 7.712%.", True, [], Written()))

    monkeypatch.setattr("bondsft.answering.answer.generate_turns", generate)
    return Answerer(SimpleNamespace(device=torch.device("cpu")), tokenizer, **settings)


TRIES = ((), (15,), (5, 6, 17))
"""What the script is begun with: nothing, then the runner-up of its least certain token, then of the next."""


@pytest.mark.parametrize("sound", TRIES)
def test_a_doubtful_call_is_tried_again_until_one_is_sound(sound, monkeypatch):
    script = dict.fromkeys(TRIES, GOOD.replace("8-year", "9-year")) | {sound: GOOD}
    [talk] = answerer(monkeypatch, script, retries=2, bounded=False).ask([("q", ASKED)])
    assert next(trace_lines(talk)) == GOOD[1:-1]
    assert (talk.answer, talk.doubts) == ("The yield is 7.712%.", [])
    assert talk.retries == TRIES.index(sound)


def test_a_try_with_fewer_doubts_is_where_the_next_one_begins(monkeypatch):
    worst = GOOD.replace("7.5", "7.6").replace("8-year", "9-year")
    script = {(): worst, (15,): worst, (5, 6, 17): GOOD.replace("8-year", "9-year"), (5, 6, 17, 0): GOOD}

    def branches(turn, culprit, end):
        tokens = [(15,), (5, 6, 17)] if turn.text == worst else [(5, 6, 17, 0)]
        return [Written(list(begun), [], []) for begun in tokens]

    monkeypatch.setattr(Turn, "branches", branches)
    [talk] = answerer(monkeypatch, script, retries=3, bounded=False).ask([("q", ASKED)])
    assert (next(trace_lines(talk)), talk.retries) == (GOOD[1:-1], 3)


def test_without_a_sound_try_the_first_stays_and_is_doubted(monkeypatch):
    bad = GOOD.replace("8-year", "9-year")
    script = {(): bad, (15,): "No idea.", (5, 6, 17): bad}
    [talk] = answerer(monkeypatch, script, retries=2, bounded=False).ask([("q", ASKED)])
    assert next(trace_lines(talk)) == bad[1:-1]
    assert talk.doubts[0].reason.startswith("9-year is not in the question")


def test_a_call_is_built_anew_before_less_certain_words_are_tried(monkeypatch):
    anew = GOOD.replace("8-year", "8")
    tokens = tuple(load_tokenizer("smollm2")(anew, add_special_tokens=False).input_ids)
    [talk] = answerer(monkeypatch, {(): GOOD.replace("8-year", "9-year"), tokens: anew}, retries=1).ask([("q", ASKED)])
    assert (next(trace_lines(talk)), talk.retries, talk.doubts) == (anew[1:-1], 1, [])


@pytest.mark.parametrize(("asked", "begun"), [(ASKED, GOOD), (ASKED + " At 97.50 it was cheap.", '[bond_yield(price="')])
def test_a_call_that_lacks_an_argument_is_first_tried_with_it(monkeypatch, asked, begun):
    tokens = tuple(load_tokenizer("smollm2")(begun, add_special_tokens=False).input_ids)
    script = {(): GOOD.replace('price="98.75", ', ""), tokens: GOOD}
    [talk] = answerer(monkeypatch, script, retries=1).ask([("q", asked)])
    assert (next(trace_lines(talk)), talk.answer, talk.retries) == (GOOD[1:-1], "The yield is 7.712%.", 1)


def test_without_a_span_for_it_a_missing_argument_is_not_begun(monkeypatch):
    question = ASKED.replace(" at 98.75", "").replace("8-year bond with a 7.5%", "eight-year bond with a large")
    script = {(): '[bond_yield(frequency="semi-annual", years="eight-year")]', (15,): "No idea."}
    [talk] = answerer(monkeypatch, script, retries=1).ask([("q", question)])
    assert talk.doubts


def test_no_retries_give_the_models_own_first_words(monkeypatch):
    [talk] = answerer(monkeypatch, {(): GOOD.replace('"98.75"', '"7.5"')}, retries=0).ask([("q", ASKED)])
    assert 'price="7.5"' in next(trace_lines(talk))
