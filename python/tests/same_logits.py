"""`same_logits.py BASE.gguf PEFT_FOLDER ADAPTER.gguf MODEL.gguf`: prints how far the exports are from PEFT, and PEFT from the base."""

import json
import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, GgufConfig, PreTrainedModel

sys.path.insert(0, str(Path(__file__).parent.parent))
from terrasmith_trainer.gguf_names import gguf_name  # noqa: E402


def load(path: str) -> PreTrainedModel:
    file = Path(path)
    whole = GgufConfig(dequantize=True)
    return AutoModelForCausalLM.from_pretrained(
        str(file.parent), gguf_file=file.name, quantization_config=whole, dtype=torch.float32
    )


def with_adapter(base: PreTrainedModel, path: str) -> PreTrainedModel:
    """The base with the deltas of a GGUF adapter added, by llama.cpp's rules: rows of q and k back in Transformers' order."""
    reader = gguf.GGUFReader(path)
    alpha = float(reader.fields["adapter.lora.alpha"].contents())
    tensors = {tensor.name: np.array(tensor.data, dtype=np.float32) for tensor in reader.tensors}
    heads = {"q_proj": base.config.num_attention_heads, "k_proj": base.config.num_key_value_heads}
    for name, weight in base.named_parameters():
        placed = None if name.startswith("lm_head") else gguf_name(name, base.config)
        if placed is None or f"{placed}.lora_a" not in tensors:
            continue
        a, b = tensors[f"{placed}.lora_a"], tensors[f"{placed}.lora_b"]
        delta = (alpha / a.shape[0]) * (b @ a)
        count = next((number for part, number in heads.items() if part in name), 0)
        weight.data += torch.from_numpy(unpermuted(delta, count) if count else delta)
    return base


def unpermuted(rows: np.ndarray, heads: int) -> np.ndarray:
    return rows.reshape(heads, rows.shape[0] // heads // 2, 2, rows.shape[1]).swapaxes(1, 2).reshape(rows.shape)


def main() -> None:
    base, folder, adapter, merged = sys.argv[1:5]
    tokens = torch.tensor([[1, 5, 9, 200, 17, 40, 300, 2, 88]])
    with torch.no_grad():
        plain = load(base)(tokens).logits
        peft = PeftModel.from_pretrained(load(base), folder)(tokens).logits
        ours = with_adapter(load(base), adapter)(tokens).logits
        whole = load(merged)(tokens).logits
    distance = {"adapter": ours - peft, "merged": whole - peft, "moved": plain - peft}
    print(json.dumps({name: float(difference.abs().max()) for name, difference in distance.items()}))


if __name__ == "__main__":
    main()
