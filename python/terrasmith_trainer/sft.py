"""Supervised fine-tuning on prompt and completion; the loss is on the completion only."""

from transformers import PreTrainedTokenizerBase
from trl import SFTConfig, SFTTrainer

from .arguments import shared_arguments
from .model import load_for_training, lora_config
from .progress import Progress
from .rows import load_rows
from .settings import Settings


def sft_trainer(settings: Settings, tokenizer: PreTrainedTokenizerBase, progress: Progress) -> SFTTrainer:
    recipe = settings.recipe
    arguments = SFTConfig(
        **shared_arguments(settings),
        max_length=recipe.max_length,
        packing=recipe.packing,
        completion_only_loss=True,
        train_sampling_strategy=recipe.order,
        **({"loss_type": recipe.loss} if recipe.loss else {}),
    )
    return SFTTrainer(
        model=load_for_training(settings),
        args=arguments,
        train_dataset=load_rows(settings.data, "sft"),
        eval_dataset=load_rows(settings.eval_data, "sft") if settings.eval_data else None,
        processing_class=tokenizer,
        peft_config=lora_config(settings),
        callbacks=[progress],
    )
