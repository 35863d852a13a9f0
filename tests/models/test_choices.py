"""Of the likeliest tokens the first that fits wins, whatever else is as likely, and whatever a tokenizer makes of a character."""

import pytest
import torch

from bondsft.models.choices import Choices, Row
from bondsft.models.load import load_tokenizer
from bondsft.models.turns import CUT_OFF, Pieces


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer("smollm2")


def scores_of(tokenizer, likely):
    """Scores of one row in which these tokens are the likeliest, by their scores."""
    scores = torch.zeros(1, len(tokenizer), dtype=torch.bfloat16)
    for token, score in likely.items():
        scores[0, token] = score
    return scores


@pytest.mark.parametrize("words", [("The", "["), ("[", "The")])
def test_what_may_not_be_written_does_not_win_by_being_as_likely(tokenizer, words):
    tokens = [tokenizer(word, add_special_tokens=False).input_ids[0] for word in words]
    choices = Choices([Row(0, [])], Pieces(tokenizer), lambda index, text, ended: text.startswith("T"), tokenizer.eos_token_id)
    scores = choices(torch.zeros(1, 1, dtype=torch.long), scores_of(tokenizer, dict.fromkeys(tokens, 22.5)))
    assert tokenizer.decode(scores[0].argmax().item()) == "The"


@pytest.mark.parametrize("wanted", ["the 7\u215b% gilt", "\u20b91.05 lakh", "a 3\u215e coupon"])
def test_a_character_of_several_tokens_keeps_within_what_may_be_written(tokenizer, wanted):
    tokens = tokenizer(wanted, add_special_tokens=False).input_ids
    assert any(CUT_OFF in piece for piece in Pieces(tokenizer).of(tokens))

    def may(index, text, ended):
        return text == wanted if ended else wanted.startswith(text)

    end = tokenizer.eos_token_id
    choices = Choices([Row(0, [])], Pieces(tokenizer), may, end)
    other = tokenizer("Never", add_special_tokens=False).input_ids[0]
    ids = torch.zeros(1, 1, dtype=torch.long)
    for token in [*tokens, end]:
        scores = choices(ids, scores_of(tokenizer, {token: 30.0, other: 20.0}))
        assert scores[0].argmax().item() == token
        ids = torch.cat([ids, torch.tensor([[token]])], 1)
    assert choices.lost == [False]
    assert choices.texts == [wanted]
