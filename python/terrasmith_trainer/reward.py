"""The client of `POST /v1/reward`: for TRL a reward function, for verl `compute_score`. Needs the standard library only."""

import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from typing import Any

TRIES = 5
TIMEOUT_SECONDS = 180


def ask_rewards(url: str, reward: str, items: Sequence[dict[str, Any]], token: str = "") -> dict[str, Any]:
    """`{"rewards": [number or None], "details": [...]}`. Tries again while the server is busy; raises RuntimeError after that."""
    body = json.dumps({"reward": reward, "items": list(items)}).encode()
    headers = {"content-type": "application/json", **({"authorization": f"Bearer {token}"} if token else {})}
    request = urllib.request.Request(f"{url.rstrip('/')}/v1/reward", data=body, headers=headers)
    problem = ""
    for attempt in range(TRIES):
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            problem = f"{error.code} {error.read(500).decode(errors='replace')}"
            if error.code not in (429, 502, 503, 504):
                break
        except OSError as error:
            problem = str(error)
        time.sleep(0.2 * 2**attempt)
    raise RuntimeError(f"the reward server at {url} gave no answer: {problem}")


def reward_function(settings: Any) -> Callable[..., list[float | None]]:
    """A reward as TRL calls it; the rows' column `instance` (JSON text) says what is asked for."""

    def verifier(prompts: list, completions: list, instance: list[str], **kwargs: Any) -> list[float | None]:
        items = [
            {"prompt": text_of(prompt), "completion": text_of(completion), "instance": json.loads(row)}
            for prompt, completion, row in zip(prompts, completions, instance, strict=True)
        ]
        answer = ask_rewards(settings.reward_url, settings.reward, items, settings.reward_token)
        _log_components(answer.get("details", []), kwargs.get("log_metric"))
        return answer["rewards"]

    return verifier


def compute_score(data_source: str, solution_str: str, ground_truth: Any, extra_info: dict[str, Any] | None = None) -> float:
    """verl's hook: `ground_truth` is the instance (JSON text or object); the server's address is TERRASMITH_URL."""
    instance = json.loads(ground_truth) if isinstance(ground_truth, str) else ground_truth
    url = os.environ.get("TERRASMITH_URL", "http://127.0.0.1:8080")
    reward = (extra_info or {}).get("reward", "terraformer/1")
    answer = ask_rewards(url, reward, [{"completion": solution_str, "instance": instance}], os.environ.get("TERRASMITH_TOKEN", ""))
    return answer["rewards"][0] or 0.0


def text_of(message: Any) -> str:
    """The words of a chat (its last message) or of a plain text."""
    return message if isinstance(message, str) else message[-1]["content"]


def _log_components(details: list[dict[str, Any]], log_metric: Callable[[str, float], None] | None) -> None:
    if log_metric is None:
        return
    names = {name for detail in details for name in (detail or {}).get("components", {})}
    for name in sorted(names):
        values = [(detail or {}).get("components", {}).get(name) for detail in details]
        numbers = [float(value) for value in values if isinstance(value, (int, float))]
        if numbers:
            log_metric(f"reward/{name}", sum(numbers) / len(numbers))
