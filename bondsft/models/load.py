"""Loads a causal language model and its tokenizer: in bfloat16 on a GPU, in the CPU's own precision without one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondsft.errors import BondsftError
from bondsft.models.chat import give_template
from bondsft.models.embedded import ALIAS, embedded_model
from bondsft.models.manifest import PLAIN, read_manifest

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

LOAD_IN = ("4bit", "8bit")


def resolve(model_id: str) -> str:
    """Return a folder or a hub id; `smollm2` is the embedded model."""
    return str(embedded_model()) if model_id == ALIAS else model_id


def best_dtype() -> torch.dtype:
    """bfloat16 where the machine multiplies it in hardware, else float32: an emulated bfloat16 is eight times slower."""
    import torch

    if torch.cuda.is_available():
        return torch.bfloat16
    return torch.bfloat16 if torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported() else torch.float32


def quantization(load_in: str | None) -> Any:
    """The bitsandbytes configuration: nf4 with double quantisation, or 8 bit."""
    if load_in is None:
        return None
    import torch
    from transformers import BitsAndBytesConfig

    if load_in == "8bit":
        return BitsAndBytesConfig(load_in_8bit=True)
    compute = torch.bfloat16 if torch.cuda.is_available() else best_dtype()
    return BitsAndBytesConfig(
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True, bnb_4bit_compute_dtype=compute
    )


def load_tokenizer(model_id: str) -> PreTrainedTokenizerBase:
    """Load a model's tokenizer. Raises BondsftError if it is not to be had."""
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(resolve(model_id), trust_remote_code=False)
    except (OSError, ValueError) as error:
        raise missing_model(model_id) from error
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def load_model(model_id: str, load_in: str | None = None, adapter: Path | None = None) -> PreTrainedModel:
    """Load a model, with a LoRA adapter on it if one is given. Raises BondsftError if either is not to be had."""
    import torch
    from transformers import AutoModelForCausalLM

    place = {"device_map": {"": torch.cuda.current_device()}} if torch.cuda.is_available() else {}
    try:
        model = AutoModelForCausalLM.from_pretrained(
            resolve(model_id),
            dtype=best_dtype(),
            quantization_config=quantization(load_in),
            use_safetensors=True,
            trust_remote_code=False,
            **place,
        )
    except (OSError, ValueError) as error:
        raise missing_model(model_id) from error
    if adapter is not None:
        model = load_adapter(model, adapter)
    return model


@dataclass(frozen=True)
class Loaded:
    """A model ready to be asked. `chat` is False for one that was trained on plain text, which takes the bare question."""

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    chat: bool


def load_for_asking(model_id: str | None, adapter: Path | None = None, load_in: str | None = None) -> Loaded:
    """Load a model, or the one that an adapter was trained on, with the adapter's own tokenizer and template."""
    if adapter is None:
        tokenizer = load_tokenizer(model_id or ALIAS)
        give_template(tokenizer)
        return Loaded(for_asking(load_model(model_id or ALIAS, load_in)), tokenizer, chat=True)
    check_adapter(adapter)
    manifest = read_manifest(adapter)
    trained_on = manifest.get("model") or model_id or ALIAS
    if model_id not in (None, trained_on):
        raise BondsftError(f"{adapter} was trained on {trained_on}, not on {model_id}.", f"Type --model {trained_on}.")
    model = load_model(trained_on, load_in, adapter)
    if load_in is None and model.dtype.itemsize == 4:
        model = model.merge_and_unload()  # in float32 the same sums, in fewer products
    own_tokenizer = (adapter / "tokenizer_config.json").exists()
    tokenizer = load_tokenizer(str(adapter) if own_tokenizer else trained_on)
    if not own_tokenizer:
        give_template(tokenizer)
    return Loaded(for_asking(model), tokenizer, chat=manifest.get("format") != PLAIN)


def for_asking(model: Any) -> Any:
    """A model that generates. Its head gets one row for each prompt, cut from longer ones; without a copy of these rows
    torch copies the whole head for each of them: half the time of a batch's first token on a CPU."""
    model.get_output_embeddings().register_forward_pre_hook(lambda _head, given: (given[0].contiguous(), *given[1:]))
    return model.eval()


def load_adapter(model: PreTrainedModel, adapter: Path) -> Any:
    """Put a LoRA adapter on a model."""
    from peft import PeftModel

    check_adapter(adapter)
    return PeftModel.from_pretrained(model, str(adapter))


def check_adapter(adapter: Path) -> None:
    if not (adapter / "adapter_config.json").exists():
        raise BondsftError(f"{adapter} holds no LoRA adapter.", "Name the --output-dir of a finished bondsft train.")


def missing_model(model_id: str) -> BondsftError:
    return BondsftError(
        f"The model {model_id} is neither a local folder nor to be had from the model hub here.",
        f"Type --model-id {ALIAS} for the embedded model, or the path of a folder that holds one.",
    )
