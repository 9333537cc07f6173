"""`greedy.py BASE.gguf ADAPTER.gguf TOKENS PROMPT...`: what Transformers answers with the adapter, greedily, as a JSON list."""

import json
import sys
from pathlib import Path

import torch
from same_logits import load, with_adapter
from transformers import AutoTokenizer


def main() -> None:
    base, adapter, tokens, *prompts = sys.argv[1:]
    torch.set_num_threads(1)
    path = Path(base)
    tokenizer = AutoTokenizer.from_pretrained(str(path.parent), gguf_file=path.name)
    model = with_adapter(load(base), adapter)
    answers = [answer(model, tokenizer, prompt, int(tokens)) for prompt in prompts]
    print(json.dumps(answers))


def answer(model, tokenizer, prompt: str, tokens: int) -> str:
    chat = [{"role": "system", "content": "You write Terraform."}, {"role": "user", "content": prompt}]
    given = tokenizer.apply_chat_template(chat, add_generation_prompt=True, return_tensors="pt", return_dict=True)
    with torch.no_grad():
        made = model.generate(**given, max_new_tokens=tokens, do_sample=False)
    return tokenizer.decode(made[0, given["input_ids"].shape[1] :], skip_special_tokens=True)


if __name__ == "__main__":
    main()
