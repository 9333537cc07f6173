"""Thin trainer on TRL, PEFT and Transformers. It scores nothing itself: rewards come from `terrasmith serve`."""

__version__ = "0.1.0"
