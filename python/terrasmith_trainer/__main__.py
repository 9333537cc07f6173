"""`python -m terrasmith_trainer {sft,dpo,grpo,export} RUN_DIRECTORY`, where RUN_DIRECTORY/run.json holds the settings."""

import argparse
import os
import sys


def main() -> int:
    parser = argparse.ArgumentParser(prog="terrasmith_trainer", description=__doc__)
    parser.add_argument("method", choices=["sft", "dpo", "grpo", "export"])
    parser.add_argument("run", help="the run directory; its run.json says what to do")
    arguments = parser.parse_args()
    # Before torch is imported: the number of threads is read once, and no hub is ever asked.
    from .settings import load_settings

    settings = load_settings(arguments.run)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if settings.threads:
        os.environ["OMP_NUM_THREADS"] = str(settings.threads)
    from .run import run

    return run(arguments.method, settings)


if __name__ == "__main__":
    sys.exit(main())
