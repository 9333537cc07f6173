"""The base with its adapter folded in: as a folder in Hugging Face's layout, and as one GGUF file."""

from pathlib import Path

import gguf
import numpy as np
import torch
from transformers import PreTrainedModel

from .gguf_names import gguf_name, permute_rows

QUANTIZATIONS = {"f32": gguf.GGMLQuantizationType.F32, "f16": gguf.GGMLQuantizationType.F16, "q8_0": gguf.GGMLQuantizationType.Q8_0}
FILE_TYPES = {"f32": gguf.LlamaFileType.ALL_F32, "f16": gguf.LlamaFileType.MOSTLY_F16, "q8_0": gguf.LlamaFileType.MOSTLY_Q8_0}


def write_merged_gguf(
    model: PreTrainedModel, source: Path, out: Path, facts: dict[str, str], precision: str = "f16"
) -> int:
    """Metadata (tokenizer and chat template included) come from `source`, a GGUF of the same base, and from `facts`, such as
    `terrasmith.system_prompt`. Returns the bytes written."""
    reader = gguf.GGUFReader(str(source))
    writer = gguf.GGUFWriter(str(out), _text(reader, "general.architecture"))
    _copy_metadata(reader, writer, facts)
    writer.add_file_type(FILE_TYPES[precision])
    tied = bool(model.config.tie_word_embeddings)
    for name, weight in model.state_dict().items():
        if tied and name.startswith("lm_head"):
            continue
        values = permute_rows(name, weight.detach().to(torch.float32).cpu().numpy(), model.config)
        # llama.cpp wants the norms whole.
        kind = QUANTIZATIONS["f32" if values.ndim == 1 else precision]
        writer.add_tensor(gguf_name(name, model.config), gguf.quants.quantize(values, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return out.stat().st_size


def _text(reader: gguf.GGUFReader, key: str) -> str:
    return str(reader.fields[key].contents())


def _copy_metadata(reader: gguf.GGUFReader, writer: gguf.GGUFWriter, facts: dict[str, str]) -> None:
    skipped = {"general.architecture", "general.file_type", "general.quantization_version", *facts}
    for field in reader.fields.values():
        if field.name.startswith("GGUF.") or field.name in skipped:
            continue
        kind = field.types[0]
        element = field.types[-1] if kind == gguf.GGUFValueType.ARRAY else None
        value = field.contents()
        if isinstance(value, np.ndarray):
            value = value.tolist()
        writer.add_key_value(field.name, value, kind, sub_type=element)
    for name, text in facts.items():
        writer.add_string(name, text)
