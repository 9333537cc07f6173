"""Rewards as verl calls them, by file and function name: `compute_score(data_source, solution_str, ground_truth, extra_info)`."""

from typing import Any, Optional

from terrasmith_client.client import Rewards, RewardServer
from terrasmith_client.tasks import ground_truth_item


def compute_score(
    data_source: Any,
    solution_str: str,
    ground_truth: Any,
    extra_info: "Optional[dict[str, Any]]" = None,
    **settings: Any,
) -> "dict[str, float]":
    """`{"score": …}` and the components. The address is TERRASMITH_URL, or `url` in verl's `reward_kwargs`."""
    item, reward = _asked(solution_str, ground_truth, extra_info, settings)
    return _score(RewardServer(settings.get("url"), settings.get("token")).rewards([item], reward))


async def compute_score_async(
    data_source: Any,
    solution_str: str,
    ground_truth: Any,
    extra_info: "Optional[dict[str, Any]]" = None,
    **settings: Any,
) -> "dict[str, float]":
    item, reward = _asked(solution_str, ground_truth, extra_info, settings)
    return _score(await RewardServer(settings.get("url"), settings.get("token")).rewards_async([item], reward))


def _asked(
    solution: str, truth: Any, extra_info: "Optional[dict[str, Any]]", settings: "dict[str, Any]"
) -> "tuple[dict[str, Any], str]":
    extra = extra_info or {}
    reward = settings.get("reward") or extra.get("reward") or "terraformer/1"
    return ground_truth_item(solution, truth, extra.get("prompt")), reward


def _score(answer: Rewards) -> "dict[str, float]":
    (value,) = answer.rewards
    (detail,) = answer.details
    components = {name: float(number) for name, number in detail["components"].items()}
    return {"score": value or 0.0, "unscored": float(value is None), **components}
