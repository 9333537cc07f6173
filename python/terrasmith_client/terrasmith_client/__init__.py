"""Rewards and verdicts for Terraform from a Terrasmith server."""

from .client import Rewards, RewardServer, RewardServerError
from .local import local_server

__all__ = ["RewardServer", "RewardServerError", "Rewards", "local_server"]
