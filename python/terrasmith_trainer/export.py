"""What a run leaves behind: the PEFT adapter and its GGUF form, or the whole model of a full fine-tune."""

import json
from pathlib import Path
from typing import Any

from peft import PeftModel
from transformers import PreTrainedTokenizerBase

from .merged import write_merged_gguf
from .settings import Settings


def export(model: Any, tokenizer: PreTrainedTokenizerBase, settings: Settings) -> dict[str, Any]:
    """Names and sizes (bytes) of what was written under the run directory."""
    written: dict[str, Any] = {}
    if isinstance(model, PeftModel):
        written |= _export_adapter(model, settings)
        if not settings.merge:
            return written
        model = model.merge_and_unload()
    return written | _export_whole(model, tokenizer, settings)


def _export_adapter(model: PeftModel, settings: Settings) -> dict[str, Any]:
    from .adapter import write_adapter

    folder = settings.directory / "adapter"
    model.save_pretrained(str(folder))
    _forget_paths(folder)
    size = write_adapter(folder, model.config, settings.directory / "adapter.gguf", _facts(settings))
    return {"adapter": "adapter", "adapter_gguf": "adapter.gguf", "adapter_gguf_bytes": size}


def _export_whole(model: Any, tokenizer: PreTrainedTokenizerBase, settings: Settings) -> dict[str, Any]:
    folder = settings.directory / "model"
    model.save_pretrained(str(folder))
    tokenizer.save_pretrained(str(folder))
    source = Path(settings.model)
    if source.suffix != ".gguf":
        return {"model": "model"}
    size = write_merged_gguf(model, source, settings.directory / "model.gguf", _facts(settings))
    return {"model": "model", "model_gguf": "model.gguf", "model_gguf_bytes": size}


def _facts(settings: Settings) -> dict[str, str]:
    """What a GGUF file says of its training."""
    return {"terrasmith.system_prompt": settings.system_prompt} if settings.system_prompt else {}


def _forget_paths(folder: Path) -> None:
    """Where the base lay on this machine is nobody's business."""
    path = folder / "adapter_config.json"
    config = json.loads(path.read_text())
    config["base_model_name_or_path"] = Path(config.get("base_model_name_or_path") or "").name
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    (folder / "README.md").unlink(missing_ok=True)
