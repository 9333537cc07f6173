"""What a run is told, read from RUN/run.json. Unknown names are refused: a misspelt setting must not pass silently."""

import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Recipe:
    """How to train. Lengths are in tokens, times in minutes."""

    tuning: str = "lora"  # lora, full, or 4bit (LoRA on an NF4 base; CUDA only)
    lora_rank: int = 8
    lora_alpha: int = 16
    lora_dropout: float = 0.0
    lora_targets: tuple[str, ...] = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
    learning_rate: float = 1e-4
    schedule: str = "cosine"
    warmup: float = 0.05  # share of all steps
    weight_decay: float = 0.0
    max_grad_norm: float = 1.0
    epochs: float = 1.0
    max_steps: int = -1  # where positive, counts instead of epochs
    batch_size: int = 1
    accumulation: int = 4
    max_length: int = 1024
    packing: bool = False
    order: str = "random"  # random, sequential (as in the file: a curriculum), or group_by_length
    beta: float = 0.0  # weight of the KL to the reference model (dpo: inverse temperature)
    loss: str = ""  # TRL's name of the loss; empty: TRL's default
    generations: int = 8
    prompts_per_step: int = 1
    max_new_tokens: int = 512
    temperature: float = 1.0
    top_p: float = 1.0
    precision: str = "auto"  # auto: bf16 on CUDA and on CPUs with units for it, else fp32; grpo on a CPU: fp32
    gradient_checkpointing: str = "auto"  # auto: on CUDA only; yes; no
    checkpoint_minutes: float = 5.0
    log_steps: int = 1
    eval_steps: int = 0


@dataclass(frozen=True)
class Settings:
    model: str  # a GGUF file, or a folder in Hugging Face's layout
    data: str  # .jsonl or .parquet rows in TRL's form
    directory: Path = Path(".")
    eval_data: str = ""
    adapter: str = ""  # a PEFT adapter to start from, which is trained on
    recipe: Recipe = field(default_factory=Recipe)
    seed: int = 0
    threads: int = 0  # 0: as many as torch likes
    max_minutes: float = 0.0  # 0: no limit
    system_prompt: str = ""  # written into what is exported as GGUF
    reward_url: str = ""
    reward: str = "terraformer/1"
    reward_token: str = ""
    merge: bool = False


def load_settings(directory: str) -> Settings:
    """Raises SystemExit with a sentence where run.json is missing or holds an unknown name."""
    path = Path(directory) / "run.json"
    if not path.exists():
        raise SystemExit(f"{path} is missing: it says which model and data to train on")
    values: dict[str, Any] = json.loads(path.read_text())["settings"]
    recipe = dict(values.pop("recipe", {}))
    if "lora_targets" in recipe:
        recipe["lora_targets"] = tuple(recipe["lora_targets"])
    _refuse_unknown(values, Settings, "settings")
    _refuse_unknown(recipe, Recipe, "settings.recipe")
    return Settings(**{**values, "directory": Path(directory), "recipe": Recipe(**recipe)})


def _refuse_unknown(values: dict[str, Any], kind: type, where: str) -> None:
    known = {each.name for each in fields(kind)}
    for name in values:
        if name not in known:
            raise SystemExit(f"run.json: {where} has no {name}; known are {', '.join(sorted(known))}")
