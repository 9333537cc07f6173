"""The base model and its tokenizer, from a GGUF file or a folder in Hugging Face's layout."""

from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig, PreTrainedModel, PreTrainedTokenizerBase

from .device import has_cuda, precision
from .settings import Recipe, Settings


def load_tokenizer(model: str) -> PreTrainedTokenizerBase:
    path = Path(model)
    if path.suffix == ".gguf":
        return AutoTokenizer.from_pretrained(str(path.parent), gguf_file=path.name)
    return AutoTokenizer.from_pretrained(str(path))


def load_base(settings: Settings) -> PreTrainedModel:
    path = Path(settings.model)
    options = _load_options(settings.recipe)
    if path.suffix != ".gguf":
        return AutoModelForCausalLM.from_pretrained(str(path), **options)
    if "quantization_config" in options:
        raise SystemExit("tuning 4bit needs a folder in Hugging Face's layout, not a GGUF file")
    # Without `dequantize` the model trains but cannot be saved.
    whole = GgufConfig(dequantize=True)
    return AutoModelForCausalLM.from_pretrained(
        str(path.parent), gguf_file=path.name, quantization_config=whole, **options
    )


def _load_options(recipe: Recipe) -> dict[str, Any]:
    if recipe.tuning != "4bit":
        # Weights of a full fine-tune stay fp32: Adam's steps vanish in bf16's eight bits. On a CPU there is room for them.
        wide = recipe.tuning == "full" or not has_cuda() or precision(recipe) == "fp32"
        return {"dtype": torch.float32 if wide else torch.bfloat16}
    if not has_cuda():
        raise SystemExit("tuning 4bit needs a CUDA device; use lora or full here")
    from transformers import BitsAndBytesConfig

    four = BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=torch.bfloat16,
    )
    return {"quantization_config": four, "dtype": torch.bfloat16}


def load_for_training(settings: Settings) -> PreTrainedModel | PeftModel:
    """The base; with `settings.adapter`, a PEFT model whose adapter goes on being trained."""
    base = load_base(settings)
    if settings.adapter == "":
        return base
    return PeftModel.from_pretrained(base, settings.adapter, is_trainable=True)


def lora_config(settings: Settings) -> LoraConfig | None:
    """None for a full fine-tune and where an adapter is already there to be trained on."""
    recipe = settings.recipe
    if recipe.tuning == "full" or settings.adapter != "":
        return None
    return LoraConfig(
        r=recipe.lora_rank,
        lora_alpha=recipe.lora_alpha,
        lora_dropout=recipe.lora_dropout,
        target_modules=list(recipe.lora_targets),
        task_type="CAUSAL_LM",
    )
