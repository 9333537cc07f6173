"""The settings that all three of TRL's trainers share."""

from typing import Any

from transformers.trainer_utils import get_last_checkpoint

from .device import trainer_switches
from .settings import Settings


def shared_arguments(settings: Settings) -> dict[str, Any]:
    recipe = settings.recipe
    return {
        "output_dir": str(settings.directory / "checkpoints"),
        "seed": settings.seed,
        "data_seed": settings.seed,
        "learning_rate": recipe.learning_rate,
        "lr_scheduler_type": recipe.schedule,
        "warmup_steps": recipe.warmup,  # below 1 it is a share of all steps
        "weight_decay": recipe.weight_decay,
        "max_grad_norm": recipe.max_grad_norm,
        "num_train_epochs": recipe.epochs,
        "max_steps": recipe.max_steps,
        "per_device_train_batch_size": recipe.batch_size,
        "gradient_accumulation_steps": recipe.accumulation,
        "logging_steps": recipe.log_steps,
        "eval_strategy": "steps" if recipe.eval_steps and settings.eval_data else "no",
        "eval_steps": recipe.eval_steps or None,
        # Checkpoints are written by the clock (progress.py): steps take seconds here and minutes there.
        "save_strategy": "no",
        "save_total_limit": 2,
        "report_to": [],
        "disable_tqdm": True,
        "logging_nan_inf_filter": False,
        **trainer_switches(recipe),
    }


def last_checkpoint(settings: Settings) -> str | None:
    folder = settings.directory / "checkpoints"
    return get_last_checkpoint(str(folder)) if folder.is_dir() else None
