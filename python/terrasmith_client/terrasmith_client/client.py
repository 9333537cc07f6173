"""The client of `POST /v1/reward` and `/v1/verify`."""

import asyncio
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Optional

DEFAULT_URL = "http://127.0.0.1:8080"
TRY_AGAIN = (429, 502, 503, 504)
# Items of one request; several requests are on the way at once, so that a large batch does not wait for its slowest part.
ITEMS_AT_ONCE = 256
REQUESTS_AT_ONCE = 4
LONGEST_PAUSE_SECONDS = 60.0


class RewardServerError(RuntimeError):
    """The server could not be reached, or refused the request; `status` is None where it gave no answer."""

    def __init__(self, message: str, status: Optional[int] = None):
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Rewards:
    """One reward and one detail for each item, in order; a reward is None where the server's own environment failed."""

    rewards: "list[Optional[float]]"
    details: "list[dict[str, Any]]"


class RewardServer:
    """A server by its address. Threads and coroutines may share one."""

    def __init__(
        self, url: Optional[str] = None, token: Optional[str] = None, timeout: float = 180.0, tries: int = 5
    ):
        self.url = (url or os.environ.get("TERRASMITH_URL") or DEFAULT_URL).rstrip("/")
        self.timeout = timeout
        self.tries = tries
        self._token = token if token is not None else os.environ.get("TERRASMITH_TOKEN", "")

    def rewards(self, items: "Sequence[dict[str, Any]]", reward: str = "terraformer/1") -> Rewards:
        """Items are `{completion | files, prompt?, instance? | instance_id?, policy?}`."""
        parts = self._in_parts("/v1/reward", items, {"reward": reward})
        return Rewards(
            rewards=[value for part in parts for value in part["rewards"]],
            details=[detail for part in parts for detail in part["details"]],
        )

    async def rewards_async(self, items: "Sequence[dict[str, Any]]", reward: str = "terraformer/1") -> Rewards:
        return await asyncio.to_thread(self.rewards, items, reward)

    def verdicts(self, items: "Sequence[dict[str, Any]]") -> "list[dict[str, Any]]":
        """Items are `{completion | files, policy?}`."""
        return [verdict for part in self._in_parts("/v1/verify", items, {}) for verdict in part["verdicts"]]

    def _in_parts(self, path: str, items: "Sequence[dict[str, Any]]", fields: "dict[str, Any]") -> "list[Any]":
        parts = [items[at : at + ITEMS_AT_ONCE] for at in range(0, len(items), ITEMS_AT_ONCE)]
        bodies = [{**fields, "items": list(part)} for part in parts]
        if len(bodies) <= 1:
            return [self.post(path, body) for body in bodies]
        with ThreadPoolExecutor(REQUESTS_AT_ONCE) as threads:
            return list(threads.map(lambda body: self.post(path, body), bodies))

    def post(self, path: str, body: Any) -> Any:
        """The answer as JSON. Raises RewardServerError."""
        request = self._request(path, json.dumps(body).encode())
        for attempt in range(1, self.tries + 1):
            try:
                with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                failure = RewardServerError(f"{self.url}{path}: {error.code}: {_message_of(error)}", error.code)
                if error.code not in TRY_AGAIN:
                    raise failure from error
                pause = _seconds(error.headers.get("retry-after"))
            except OSError as error:
                failure = RewardServerError(f"{self.url} cannot be reached: {error}")
                pause = None
            if attempt < self.tries:
                time.sleep(min(LONGEST_PAUSE_SECONDS, pause if pause is not None else 0.2 * 2**attempt))
        raise failure

    def _request(self, path: str, body: bytes) -> urllib.request.Request:
        headers = {"content-type": "application/json"}
        if self._token:
            headers["authorization"] = f"Bearer {self._token}"
        return urllib.request.Request(self.url + path, data=body, headers=headers, method="POST")


def _message_of(error: urllib.error.HTTPError) -> str:
    text = error.read(2_000).decode(errors="replace")
    try:
        return str(json.loads(text)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return text


def _seconds(text: Optional[str]) -> Optional[float]:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None
