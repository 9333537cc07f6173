"""A PEFT LoRA adapter as a GGUF adapter, which llama.cpp and `local/` models load beside their base."""

import json
from pathlib import Path

import gguf
import numpy as np
from safetensors.numpy import load_file
from transformers import PretrainedConfig

from .gguf_names import architecture, gguf_name, permute_rows

PREFIX = "base_model.model."


def write_adapter(folder: Path, config: PretrainedConfig, out: Path, facts: dict[str, str], half: bool = True) -> int:
    """Returns the bytes written. `facts` go into the metadata, such as `terrasmith.system_prompt`."""
    settings = json.loads((folder / "adapter_config.json").read_text())
    writer = gguf.GGUFWriter(str(out), gguf.MODEL_ARCH_NAMES[architecture(config)])
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    # llama.cpp scales by alpha / rank, as PEFT does.
    writer.add_float32("adapter.lora.alpha", float(settings["lora_alpha"]))
    for key, value in sorted(facts.items()):
        writer.add_string(key, value)
    for name, tensor in sorted(load_file(folder / "adapter_model.safetensors").items()):
        writer.add_tensor(*_placed(name, tensor.astype(np.float32), config, half))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return out.stat().st_size


def _placed(name: str, tensor: np.ndarray, config: PretrainedConfig, half: bool) -> tuple[str, np.ndarray]:
    plain = name.removeprefix(PREFIX)
    side = "lora_a" if ".lora_A." in plain else "lora_b"
    weight = plain.replace(".lora_A.weight", ".weight").replace(".lora_B.weight", ".weight")
    rows = permute_rows(weight, tensor, config) if side == "lora_b" else tensor
    return f"{gguf_name(weight, config)}.{side}", rows.astype(np.float16) if half else rows
