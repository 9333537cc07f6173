"""What trainers hand over, as the items of a request."""

import json
from typing import Any

TASK_COLUMNS = ("instance", "instance_id", "policy")


def text_of(message: Any) -> str:
    """The words of a plain text, or of the last message of a chat."""
    if isinstance(message, str):
        return message
    content = message[-1]["content"] if message else ""
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)


def item_of(prompt: Any, completion: Any, task: "dict[str, Any]") -> "dict[str, Any]":
    """Columns that are empty say nothing; an instance may be JSON text, for data sets hold no objects of many shapes."""
    item: "dict[str, Any]" = {"completion": text_of(completion)}
    if prompt:
        item["prompt"] = text_of(prompt)
    for column in TASK_COLUMNS:
        value = task.get(column)
        if value:
            item[column] = json.loads(value) if column == "instance" and isinstance(value, str) else value
    return item


def ground_truth_item(completion: str, ground_truth: Any, prompt: Any = None) -> "dict[str, Any]":
    """The truth is an instance (an object or JSON text), or an `instance_id`."""
    is_id = isinstance(ground_truth, str) and not ground_truth.lstrip().startswith("{")
    return item_of(prompt, completion, {"instance_id" if is_id else "instance": ground_truth})
