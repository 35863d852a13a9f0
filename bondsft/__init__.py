"""Bond questions with computed answers, LoRA fine-tuning on them, and scores against computed values."""

__version__ = "0.1.0"
