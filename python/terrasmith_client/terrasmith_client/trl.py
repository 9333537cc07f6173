"""Rewards as TRL's GRPOTrainer calls them: `reward(prompts, completions, **columns) -> list[float | None]`."""

from collections.abc import Awaitable, Callable
from typing import Any, Optional

from .client import Rewards, RewardServer
from .tasks import TASK_COLUMNS, item_of

Column = "list[Any]"


def reward_function(
    url: Optional[str] = None, reward: str = "terraformer/1", token: Optional[str] = None
) -> "Callable[..., list[Optional[float]]]":
    """The whole batch goes to the server in one call, which has a worker for each core."""
    server = RewardServer(url, token)

    def terrasmith(prompts: Column, completions: Column, **columns: Any) -> "list[Optional[float]]":
        answer = server.rewards(_items(prompts, completions, columns), reward)
        _log(answer, columns.get("log_metric"))
        return answer.rewards

    terrasmith.__name__ = _name(reward)
    return terrasmith


def async_reward_function(
    url: Optional[str] = None, reward: str = "terraformer/1", token: Optional[str] = None
) -> "Callable[..., Awaitable[list[Optional[float]]]]":
    """The same as a coroutine, which TRL runs beside its other rewards."""
    server = RewardServer(url, token)

    async def terrasmith(prompts: Column, completions: Column, **columns: Any) -> "list[Optional[float]]":
        answer = await server.rewards_async(_items(prompts, completions, columns), reward)
        _log(answer, columns.get("log_metric"))
        return answer.rewards

    terrasmith.__name__ = _name(reward)
    return terrasmith


def _items(prompts: Column, completions: Column, columns: "dict[str, Any]") -> "list[dict[str, Any]]":
    present = {name: columns[name] for name in TASK_COLUMNS if columns.get(name) is not None}
    return [
        item_of(prompt, completion, {name: values[index] for name, values in present.items()})
        for index, (prompt, completion) in enumerate(zip(prompts, completions))
    ]


def _log(answer: Rewards, log_metric: "Optional[Callable[[str, float], None]]") -> None:
    """The mean of each component, where the trainer wants to know."""
    if log_metric is None or not answer.details:
        return
    for name in answer.details[0]["components"]:
        values = [detail["components"][name] for detail in answer.details]
        log_metric(f"terrasmith/{name}", sum(values) / len(values))


def _name(reward: str) -> str:
    """What the trainer's tables call it."""
    return f"terrasmith_{reward.replace('/', '_')}"
