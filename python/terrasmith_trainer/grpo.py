"""Group-relative policy optimisation; the reward is the verifier's, asked over HTTP."""

from transformers import PreTrainedTokenizerBase
from trl import GRPOConfig, GRPOTrainer

from .arguments import shared_arguments
from .device import has_cuda
from .model import load_for_training, lora_config
from .progress import Progress
from .reward import reward_function
from .rows import load_rows
from .settings import Settings


def grpo_trainer(settings: Settings, tokenizer: PreTrainedTokenizerBase, progress: Progress) -> GRPOTrainer:
    recipe = settings.recipe
    if settings.reward_url == "":
        raise SystemExit("grpo needs settings.reward_url, the address of `terrasmith serve`")
    # One step is `prompts_per_step` groups, taken in pieces of `batch_size` completions.
    completions = recipe.generations * recipe.prompts_per_step
    pieces = {
        "per_device_train_batch_size": recipe.batch_size,
        "gradient_accumulation_steps": max(1, completions // recipe.batch_size),
    }
    # Under autocast a CPU would convert all weights anew for each token that it generates.
    narrow = {} if has_cuda() or recipe.precision != "auto" else {"bf16": False}
    arguments = GRPOConfig(
        **{**shared_arguments(settings), **pieces, **narrow},
        num_generations=recipe.generations,
        max_completion_length=recipe.max_new_tokens,
        temperature=recipe.temperature,
        top_p=recipe.top_p,
        beta=recipe.beta,
        shuffle_dataset=recipe.order == "random",
        log_completions=False,
        **({"loss_type": recipe.loss} if recipe.loss else {}),
    )
    return GRPOTrainer(
        model=load_for_training(settings),
        reward_funcs=reward_function(settings),
        args=arguments,
        train_dataset=load_rows(settings.data, "grpo"),
        processing_class=tokenizer,
        peft_config=lora_config(settings),
        callbacks=[progress],
    )
