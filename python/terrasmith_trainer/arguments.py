"""The settings that all three of TRL's trainers share."""

import json
from pathlib import Path
from typing import Any

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
    """The newest checkpoint that is whole: a run that was killed may leave half of one. The trainer's state is written last."""
    folder = settings.directory / "checkpoints"
    found = sorted(folder.glob("checkpoint-*"), key=lambda each: int(each.name.rpartition("-")[2]), reverse=True)
    return next((str(each) for each in found if _is_whole(each / "trainer_state.json")), None)


def _is_whole(state: Path) -> bool:
    try:
        json.loads(state.read_text())
    except (OSError, ValueError):
        return False
    return True
