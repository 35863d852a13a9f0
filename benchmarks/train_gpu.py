"""Tokens a second, share of a measured matrix product, and peak memory of LoRA training at the Mistral-7B shape.

    pip install mistral-common sentencepiece protobuf    Mistral's own tokenizer
    python benchmarks/train_gpu.py                       on a CUDA GPU: bf16, 8 bit and 4 bit, beside SFTTrainer as it comes
    python benchmarks/train_gpu.py --tiny                anywhere: the same code at a tiny size, to see that it runs

Weights are random, which changes no time; the rows are those of `generate-data`, at their real lengths, without the calculators'
schemas in their prompts. Tokens are real ones: padding does not count.
"""

from __future__ import annotations

import argparse
import importlib.resources
import json
import shutil
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import torch
from transformers import AutoTokenizer, LlamaTokenizer, MistralConfig, MistralForCausalLM

from bondsft.cli.machine_learning import quiet_machine_learning
from bondsft.dataset.generate import Plan, check_markets, generate
from bondsft.dataset.store import write_rows
from bondsft.plugin import load_tasks
from bondsft.training.recipe import Recipe, with_settings
from bondsft.training.sft import Run, as_dataset, lora, prepare, train

# https://huggingface.co/mistralai/Mistral-7B-v0.1/blob/main/config.json
SHAPE = {"hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32}
SHAPE |= {"num_key_value_heads": 8, "vocab_size": 32000, "max_position_embeddings": 32768, "sliding_window": 4096}
TINY = SHAPE | {"hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 2, "num_attention_heads": 4}
TINY |= {"num_key_value_heads": 2}


class Measured(NamedTuple):
    """One way of training: tokens a second, and GiB at the most, where there is a GPU."""

    name: str
    tokens_a_second: float
    peak_gib: float | None


def write_model(folder: Path, shape: dict[str, int]) -> None:
    """Write a model of a shape with random weights, and Mistral's tokenizer."""
    torch.manual_seed(0)
    with torch.device("cuda" if torch.cuda.is_available() else "cpu"):
        torch.set_default_dtype(torch.bfloat16)
        model = MistralForCausalLM(MistralConfig(**shape, rms_norm_eps=1e-5, tie_word_embeddings=False))
        torch.set_default_dtype(torch.float32)
    model.save_pretrained(folder)
    vocabulary = importlib.resources.files("mistral_common") / "data" / "tokenizer.model.v1"
    shutil.copyfile(str(vocabulary), folder / "tokenizer.model")
    LlamaTokenizer.from_pretrained(folder).save_pretrained(folder)


def matrix_product() -> float:
    """FLOP/s of a large bf16 matrix product on this machine."""
    device, size = ("cuda", 8192) if torch.cuda.is_available() else ("cpu", 512)
    left = torch.randn(size, size, dtype=torch.bfloat16, device=device)
    for _ in range(3):
        left @ left
    synchronize()
    began = time.perf_counter()
    for _ in range(20):
        left @ left
    synchronize()
    return 20 * 2 * size**3 / (time.perf_counter() - began)


def synchronize() -> None:
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def flop_of_token(model: MistralForCausalLM) -> float:
    """Forward, and backward through the activations alone: twice two products with each weight. The embedding has none."""
    weights = sum(parameter.numel() for name, parameter in model.named_parameters() if "lora" not in name)
    return 4.0 * float(weights - model.get_input_embeddings().weight.numel())


def measure(name: str, recipe: Recipe, folder: Path, data: Path, load_in: str | None) -> Measured:
    """Train through the product's own code, and return tokens a second and peak memory."""
    run = Run(str(folder), data, folder.parent / f"out-{name}", recipe, load_in)
    prepared = prepare(run)
    if torch.cuda.is_available():
        torch.cuda.reset_peak_memory_stats()
    times: list[float] = []

    def report(done: int, total: int, note: str) -> None:
        synchronize()
        times.append(time.perf_counter())

    train(run, prepared, report=report)
    # The first third warms up. Every step has the same number of examples, and the sampler mixes their lengths.
    third = len(times) // 3
    steps_a_second = (len(times) - 1 - third) / (times[-1] - times[third])
    in_a_step = recipe.batch_size * recipe.gradient_accumulation * prepared.lengths.tokens / prepared.lengths.examples
    return measured(name, steps_a_second * in_a_step)


def measure_plain_trainer(recipe: Recipe, folder: Path, data: Path) -> Measured:
    """SFTTrainer as it comes, with the same adapter, batch and examples: its own precision, checkpointing and sampler."""
    from trl import SFTConfig, SFTTrainer

    prepared = prepare(Run(str(folder), data, folder.parent / "plain", recipe))
    if torch.cuda.is_available():
        torch.cuda.reset_peak_memory_stats()
    trainer = SFTTrainer(
        model=str(folder),
        args=SFTConfig(
            output_dir=str(folder.parent / "plain"),
            per_device_train_batch_size=recipe.batch_size,
            max_steps=recipe.max_steps,
            learning_rate=recipe.learning_rate,
            use_cpu=not torch.cuda.is_available(),
            bf16=torch.cuda.is_available(),
            save_strategy="no",
            report_to="none",
            disable_tqdm=True,
        ),
        train_dataset=as_dataset(prepared.examples),
        processing_class=AutoTokenizer.from_pretrained(folder),
        peft_config=lora(recipe, 0),
    )
    result = trainer.train()
    mean = prepared.lengths.tokens / prepared.lengths.examples
    return measured("SFTTrainer as it comes", result.metrics["train_samples_per_second"] * mean)


def measured(name: str, tokens_a_second: float) -> Measured:
    return Measured(name, tokens_a_second, torch.cuda.max_memory_allocated() / 2**30 if torch.cuda.is_available() else None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--batch-size", type=int, default=32)
    options = parser.parse_args()
    if not options.tiny and not torch.cuda.is_available():
        raise SystemExit("There is no CUDA GPU. Add --tiny to see that it runs.")
    quiet_machine_learning()
    work = Path(tempfile.mkdtemp())
    write_model(work / "model", TINY if options.tiny else SHAPE)
    registry = load_tasks()
    tasks = [registry.get(name) for name in registry.default]
    write_rows(generate(Plan(4000, tasks, check_markets([]), {"tool": 1.0})), work / "rows.jsonl")
    settings = {"max_steps": options.steps, "batch_size": 4 if options.tiny else options.batch_size, "show_calculators": False}
    recipe = with_settings(Recipe(), settings)
    speed = matrix_product()
    flop = flop_of_token(MistralForCausalLM.from_pretrained(work / "model", dtype=torch.bfloat16))
    device = torch.cuda.get_device_name() if torch.cuda.is_available() else "CPU"
    print(f"{device}, bf16 matrix product {speed / 1e12:.1f} TFLOP/s, {flop / 1e9:.1f} GFLOP a token")
    rows = [
        measure(name, recipe, work / "model", work / "rows.jsonl", load_in)
        for name, load_in in (("bf16", None), ("8bit", "8bit"), ("4bit", "4bit"))
    ]
    rows.append(measure_plain_trainer(recipe, work / "model", work / "rows.jsonl"))
    print(f"{'':24}{'tokens/s':>10}{'of product':>12}{'peak GiB':>10}")
    for item in rows:
        share = item.tokens_a_second * flop / speed
        memory = "-" if item.peak_gib is None else f"{item.peak_gib:.1f}"
        print(f"{item.name:24}{item.tokens_a_second:10.0f}{share:12.0%}{memory:>10}")
    print(json.dumps({"device": device, "tflops": speed / 1e12, "rows": [item._asdict() for item in rows]}))
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
