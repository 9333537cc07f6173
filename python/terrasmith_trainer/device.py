"""What this machine can do. TRL switches bf16 and gradient checkpointing on by default, which is several times slower on most CPUs."""

from typing import Any

import torch

from .settings import Recipe


def has_cuda() -> bool:
    return torch.cuda.is_available()


def has_bf16_units() -> bool:
    """Whether the processor multiplies bf16 itself (AVX512-BF16, AMX); where it does not, bf16 is several times slower than fp32."""
    known = torch.cpu.get_capabilities()
    return bool(known.get("avx512_bf16") or known.get("amx_bf16"))


def precision(recipe: Recipe) -> str:
    """bf16 or fp32, of the arithmetic; the weights may be wider."""
    if recipe.precision != "auto":
        return recipe.precision
    return "bf16" if has_cuda() or has_bf16_units() else "fp32"


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
