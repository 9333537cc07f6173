"""Direct preference optimisation on (prompt, chosen, rejected)."""

from transformers import PreTrainedTokenizerBase
from trl import DPOConfig, DPOTrainer

from .arguments import shared_arguments
from .model import load_for_training, lora_config
from .progress import Progress
from .rows import load_rows
from .settings import Settings


def dpo_trainer(settings: Settings, tokenizer: PreTrainedTokenizerBase, progress: Progress) -> DPOTrainer:
    recipe = settings.recipe
    arguments = DPOConfig(
        **shared_arguments(settings),
        max_length=recipe.max_length,
        beta=recipe.beta or 0.1,
        **({"loss_type": recipe.loss.split("+")} if recipe.loss else {}),
    )
    return DPOTrainer(
        model=load_for_training(settings),
        args=arguments,
        train_dataset=load_rows(settings.data, "dpo"),
        eval_dataset=load_rows(settings.eval_data, "dpo") if settings.eval_data else None,
        processing_class=tokenizer,
        peft_config=lora_config(settings),
        callbacks=[progress],
    )
