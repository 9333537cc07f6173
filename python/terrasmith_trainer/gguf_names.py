"""From Transformers' names and layouts of weights to those of llama.cpp."""

import gguf
import numpy as np
from transformers import PretrainedConfig

ARCHITECTURES = {
    "llama": gguf.MODEL_ARCH.LLAMA,
    "mistral": gguf.MODEL_ARCH.LLAMA,
    "qwen2": gguf.MODEL_ARCH.QWEN2,
    "qwen3": gguf.MODEL_ARCH.QWEN3,
}
# Only here do llama.cpp's rotary embeddings pair neighbours where Transformers pairs halves.
PERMUTED = {gguf.MODEL_ARCH.LLAMA}


def architecture(config: PretrainedConfig) -> gguf.MODEL_ARCH:
    found = ARCHITECTURES.get(config.model_type)
    if found is None:
        raise SystemExit(f"no GGUF export for {config.model_type}: known are {', '.join(ARCHITECTURES)}")
    return found


def gguf_name(name: str, config: PretrainedConfig) -> str:
    """`model.layers.0.self_attn.q_proj.weight` becomes `blk.0.attn_q.weight`."""
    names = gguf.get_tensor_name_map(architecture(config), config.num_hidden_layers)
    found = names.get_name(name, try_suffixes=(".weight", ".bias"))
    if found is None:
        raise SystemExit(f"no GGUF name for the weight {name}")
    return found


def permute_rows(name: str, rows: np.ndarray, config: PretrainedConfig) -> np.ndarray:
    """The rows of a query or key projection in llama.cpp's order; every other weight unchanged."""
    if architecture(config) not in PERMUTED:
        return rows
    if name.endswith(("q_proj.weight", "q_proj.bias")):
        heads = config.num_attention_heads
    elif name.endswith(("k_proj.weight", "k_proj.bias")):
        heads = config.num_key_value_heads
    else:
        return rows
    split = rows.reshape(heads, 2, rows.shape[0] // heads // 2, *rows.shape[1:])
    return np.ascontiguousarray(split.swapaxes(1, 2).reshape(rows.shape))
