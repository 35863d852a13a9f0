"""Fine-tunes a causal language model with LoRA through TRL."""
