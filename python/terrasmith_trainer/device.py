"""What this machine can do. TRL switches bf16 and gradient checkpointing on by default, which is several times slower on a CPU."""

from typing import Any

import torch

from .settings import Recipe


def has_cuda() -> bool:
    return torch.cuda.is_available()


def precision(recipe: Recipe) -> str:
    if recipe.precision != "auto":
        return recipe.precision
    return "bf16" if has_cuda() else "fp32"


def trainer_switches(recipe: Recipe) -> dict[str, Any]:
    wanted = recipe.gradient_checkpointing
    return {
        "use_cpu": not has_cuda(),
        "bf16": precision(recipe) == "bf16",
        "gradient_checkpointing": wanted == "yes" or (wanted == "auto" and has_cuda()),
    }


def use_threads(count: int) -> None:
    if count > 0:
        torch.set_num_threads(count)
