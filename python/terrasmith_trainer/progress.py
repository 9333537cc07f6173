"""Tells the caller how the run goes: one JSON object a line on standard output and in RUN/metrics.jsonl."""

import json
import signal
import sys
import time
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from .settings import Settings


def tell(event: str, **values: Any) -> None:
    sys.stdout.write(json.dumps({"event": event, **values}) + "\n")
    sys.stdout.flush()


class Progress(TrainerCallback):
    """Logs, saves by the clock, and stops with a checkpoint when the time is up or on SIGINT and SIGTERM."""

    def __init__(self, settings: Settings) -> None:
        self.metrics: Path = settings.directory / "metrics.jsonl"
        self.save_every = settings.recipe.checkpoint_minutes * 60
        self.limit = settings.max_minutes * 60
        self.started = self.saved = time.monotonic()
        self.stopped = ""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._stop("interrupted"))

    def _stop(self, why: str) -> None:
        self.stopped = self.stopped or why

    def on_train_begin(self, _: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        self.started = self.saved = time.monotonic()
        if state.is_world_process_zero:
            self._forget_after(state.global_step)
            model = kwargs["model"]
            trainable = sum(p.numel() for p in model.parameters() if p.requires_grad)
            tell("start", step=state.global_step, max_steps=state.max_steps, trainable=trainable)

    def _forget_after(self, step: int) -> None:
        """A resumed run repeats the steps since its checkpoint: what they logged before is dropped."""
        if not self.metrics.exists():
            return
        rows = [json.loads(line) for line in self.metrics.read_text().splitlines() if line]
        kept = [row for row in rows if row["step"] <= step]
        self.metrics.write_text("".join(json.dumps(row) + "\n" for row in kept))

    def on_step_end(self, _: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        now = time.monotonic()
        if self.limit and now - self.started > self.limit:
            self._stop("time")
        # Every process must take the same turn: one that saves alone would wait for the others for ever.
        stop, save = agreed(self.stopped != "", now - self.saved > self.save_every)
        if stop:
            self._stop("interrupted")
            control.should_training_stop = True
        if stop or save:
            control.should_save = True
            self.saved = now

    def on_log(
        self, _: TrainingArguments, state: TrainerState, control: TrainerControl, logs: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        if not state.is_world_process_zero or not logs or "train_runtime" in logs:
            return
        row = {"step": state.global_step, "seconds": round(time.monotonic() - self.started, 2), **_plain(logs)}
        with self.metrics.open("a") as file:
            file.write(json.dumps(row) + "\n")
        tell("log", **row)

    def on_save(self, _: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        if state.is_world_process_zero:
            tell("checkpoint", step=state.global_step)


def agreed(*wishes: bool) -> tuple[bool, ...]:
    """What any of the processes wants; with one process, its own wishes."""
    if not (dist.is_available() and dist.is_initialized()):
        return wishes
    device = "cuda" if torch.cuda.is_available() else "cpu"
    votes = torch.tensor([int(wish) for wish in wishes], device=device)
    dist.all_reduce(votes, op=dist.ReduceOp.MAX)
    return tuple(bool(vote) for vote in votes.tolist())


def _plain(logs: dict[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in logs.items() if isinstance(value, (int, float))}
