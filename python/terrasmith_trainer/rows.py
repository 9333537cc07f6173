"""Rows in TRL's form, as `terrasmith data export` writes them."""

from datasets import Dataset, load_dataset

NEEDED = {"sft": ("prompt", "completion"), "dpo": ("prompt", "chosen", "rejected"), "grpo": ("prompt", "instance")}


def load_rows(path: str, method: str) -> Dataset:
    """Raises SystemExit where a needed column is missing."""
    kind = "parquet" if path.endswith(".parquet") else "json"
    rows = load_dataset(kind, data_files=path, split="train")
    missing = [name for name in NEEDED[method] if name not in rows.column_names]
    if missing:
        raise SystemExit(
            f"{path} lacks the column {missing[0]}: {method} needs {', '.join(NEEDED[method])}; "
            f"write it with `terrasmith data export --format {method}`"
        )
    return rows.select_columns(list(NEEDED[method]))
