"""Real training of a few steps: the loss is SFTTrainer's, the folder is whole, and what was stopped goes on."""

import json
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM

from bondsft.cli.main import main
from bondsft.models.embedded import embedded_model
from bondsft.models.load import load_model
from bondsft.training.recipe import Recipe, read_recipe, recipe_names, with_settings
from bondsft.training.sft import Run, prepare, train
from bondsft.training.trainer import LikeLengths, Trainer

DATA = Path(__file__).parents[2] / "data" / "bond_queries.json"


@pytest.fixture(scope="module")
def small_model(tmp_path_factory):
    """The embedded model's tokenizer with a model of its vocabulary that is small enough to train in a second."""
    folder = tmp_path_factory.mktemp("small")
    tokenizer = AutoTokenizer.from_pretrained(embedded_model())
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=3, num_attention_heads=2,
        num_key_value_heads=1, tie_word_embeddings=True, bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def run_train(*arguments):
    return CliRunner().invoke(main, ["train", *map(str, arguments)])


def test_batches_have_like_lengths_in_random_order():
    lengths = [7 * place % 101 for place in range(101)]
    sampler = LikeLengths(lengths, 4, seed=0)
    order = list(sampler)
    assert sorted(order) == list(range(101)) and order == list(LikeLengths(lengths, 4, seed=0))
    batches = [[lengths[place] for place in order[start : start + 4]] for start in range(0, 100, 4)]
    assert sum(max(batch) - min(batch) for batch in batches) / len(batches) < 15
    means = [sum(batch) for batch in batches]
    assert means != sorted(means) and means != sorted(means, reverse=True)
    sampler.set_epoch(1)
    assert list(sampler) != order


def test_the_loss_is_that_of_sft_trainer(small_model, tmp_path):
    from trl import SFTConfig, SFTTrainer

    from bondsft.training.sft import as_dataset, lora

    prepared = prepare(Run(str(small_model), DATA, tmp_path / "out", Recipe()))
    losses, batch = [], None
    for kind in (Trainer, SFTTrainer):
        torch.manual_seed(0)
        arguments = SFTConfig(
            str(tmp_path), use_cpu=True, bf16=False, report_to="none", max_length=None, activation_checkpointing=False
        )
        trainer = kind(
            model=load_model(str(small_model)), args=arguments, train_dataset=as_dataset(prepared.examples[:8]),
            processing_class=prepared.tokenizer, peft_config=lora(with_settings(Recipe(), {"lora_dropout": 0.0}), 3),
        )  # fmt: skip
        batch = batch or next(iter(trainer.get_train_dataloader()))
        trainer.model.train()
        losses.append(trainer.compute_loss(trainer.model, dict(batch)).item())
    assert losses[0] == pytest.approx(losses[1], rel=1e-5)


def test_a_run_leaves_an_adapter_that_the_founding_guides_code_loads(tmp_path):
    from peft import PeftModel

    output = tmp_path / "results"
    result = run_train("--model_id", "smollm2", "--dataset_path", DATA, "--output_dir", output, "--max_steps", 2)
    assert result.exit_code == 0, result.output
    names = {path.name for path in output.iterdir()}
    assert {"adapter_config.json", "adapter_model.safetensors", "tokenizer.json", "manifest.json"} <= names
    assert not {name for name in names if name.startswith("checkpoint") or name.endswith((".bin", ".pt"))}
    assert not list(tmp_path.glob("*.partial"))
    manifest = json.loads((output / "manifest.json").read_text("utf-8"))
    assert manifest["format"] == "plain text" and manifest["measured"]["steps"] == 2
    config = json.loads((output / "adapter_config.json").read_text("utf-8"))
    assert (config["r"], config["lora_alpha"], config["lora_dropout"]) == (16, 32, 0.05)
    assert sorted(config["target_modules"]) == ["k_proj", "o_proj", "q_proj", "v_proj"]

    model = AutoModelForCausalLM.from_pretrained(embedded_model())
    tokenizer = AutoTokenizer.from_pretrained(embedded_model())
    tuned = PeftModel.from_pretrained(model, str(output))
    inputs = tokenizer("What is the YTM for INE08XP07258?", return_tensors="pt")
    assert tuned.generate(**inputs, max_new_tokens=4).shape[1] > inputs.input_ids.shape[1]


@pytest.mark.parametrize("load_in", ["4bit", "8bit"])
def test_quantised_training_of_the_embedded_model(load_in, tmp_path):
    option = ["--load_in_8bit"] if load_in == "8bit" else ["--load-in", "4bit"]
    result = run_train(
        "--model-id", "smollm2", "--dataset-path", DATA, "--output-dir", tmp_path / "out", "--max-steps", 1, *option
    )
    assert result.exit_code == 0, result.output
    assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["load_in"] == load_in


def test_what_was_stopped_goes_on_and_other_settings_are_refused(small_model, tmp_path):
    recipe = with_settings(Recipe(), {"max_steps": 6})
    run = Run(str(small_model), DATA, tmp_path / "out", recipe)
    prepared = prepare(run)

    def interrupt(done, total, note):
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(run, prepared, report=interrupt)
    assert not run.output.exists() and list(run.partial.glob("checkpoint-*"))
    options = ["--model-id", small_model, "--dataset-path", DATA, "--output-dir", run.output, "--resume"]
    refused = run_train(*options, "--max-steps", 9)
    assert refused.exit_code == 1 and "recipe differs" in refused.stderr
    result = run_train(*options, "--max-steps", 6)
    assert result.exit_code == 0, result.output
    assert json.loads((run.output / "manifest.json").read_text("utf-8"))["measured"]["steps"] == 6
    whole = Run(str(small_model), DATA, tmp_path / "whole", recipe)
    train(whole, prepared)
    resumed, undisturbed = ((folder / "adapter_model.safetensors").read_bytes() for folder in (run.output, whole.output))
    assert resumed == undisturbed


def test_a_budget_of_minutes_ends_a_run(small_model, tmp_path):
    run = Run(str(small_model), DATA, tmp_path / "out", with_settings(Recipe(), {"minutes": 0.02, "epochs": 100}))
    assert 0 < train(run, prepare(run))["measured"]["steps"] < 18_000


def test_rows_kept_out_of_training_have_a_loss_of_their_own(small_model, tmp_path):
    options = ["--model-id", small_model, "--dataset-path", DATA, "--output-dir", tmp_path / "out", "--max-steps", 1]
    result = run_train(*options, "--eval-rows", 20)
    assert result.exit_code == 0, result.output
    measured = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["measured"]
    assert measured["eval_loss"] == pytest.approx(measured["loss"], rel=0.1), "one step changes an untrained model little"
    assert f"held-out loss {measured['eval_loss']}" in result.stdout
    refused = run_train(*options, "--overwrite", "--eval-rows", 10_000)
    assert refused.exit_code == 1 and "--eval-rows" in refused.stderr


def test_a_dry_run_shows_an_example_and_trains_nothing(small_model, tmp_path):
    result = run_train("--model-id", small_model, "--dataset-path", DATA, "--output-dir", tmp_path / "out", "--dry-run")
    assert result.exit_code == 0, result.output
    assert "«" in result.stdout and "<|im_end|>»" in result.stdout
    assert not (tmp_path / "out").exists()


def test_a_dry_run_says_what_is_held_out_and_refuses_too_much(small_model, tmp_path):
    options = ("--model-id", small_model, "--dataset-path", DATA, "--output-dir", tmp_path / "out", "--dry-run")
    assert "the last 5 examples are held out" in run_train(*options, "--eval-rows", 5).stderr
    refused = run_train(*options, "--eval-rows", 10_000)
    assert refused.exit_code == 1 and "--eval-rows" in refused.stderr


def test_every_named_recipe_can_be_read():
    assert {"demo", "founding"} <= set(recipe_names())
    assert read_recipe("founding") == Recipe()
    for name in recipe_names():
        assert isinstance(read_recipe(name), Recipe)
