"""One run from its settings to its exports. Interrupted, it leaves a checkpoint; started again, it goes on from there."""

import resource
import time
from typing import Any

from transformers import PrinterCallback, set_seed

from .arguments import last_checkpoint
from .device import use_threads
from .export import export
from .model import load_tokenizer
from .progress import Progress, tell
from .settings import Settings

STOPPED = 75


def run(method: str, settings: Settings) -> int:
    """Exit code: 0 trained to the end (or to the time limit), 75 stopped by a signal with a checkpoint to go on from."""
    use_threads(settings.threads)
    set_seed(settings.seed)
    tell("loading", model=settings.model)
    tokenizer = load_tokenizer(settings.model)
    progress = Progress(settings)
    trainer = build(method, settings, tokenizer, progress)
    # Progress tells the same as JSON.
    trainer.remove_callback(PrinterCallback)
    started = time.monotonic()
    if method != "export":
        trainer.train(resume_from_checkpoint=last_checkpoint(settings))
    elif (checkpoint := last_checkpoint(settings)) is not None:
        trainer._load_from_checkpoint(checkpoint)
    return finish(trainer, tokenizer, settings, progress, time.monotonic() - started)


def build(method: str, settings: Settings, tokenizer: Any, progress: Progress) -> Any:
    if method == "dpo":
        from .dpo import dpo_trainer

        return dpo_trainer(settings, tokenizer, progress)
    if method == "grpo":
        from .grpo import grpo_trainer

        return grpo_trainer(settings, tokenizer, progress)
    from .sft import sft_trainer

    return sft_trainer(settings, tokenizer, progress)


def finish(trainer: Any, tokenizer: Any, settings: Settings, progress: Progress, seconds: float) -> int:
    if progress.stopped == "interrupted":
        if trainer.is_world_process_zero():
            tell("stopped", step=trainer.state.global_step)
        return STOPPED
    if trainer.is_world_process_zero():
        written = export(trainer.accelerator.unwrap_model(trainer.model), tokenizer, settings)
        tell(
            "end",
            step=trainer.state.global_step,
            seconds=round(seconds, 1),
            stopped=progress.stopped,
            max_rss_mb=_max_rss_mb(),
            written=written,
        )
    trainer.accelerator.wait_for_everyone()
    return 0


def _max_rss_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
