/** Recipes are files, `python/recipes/NAME.yaml`: per method, the settings of the trainer that differ from its defaults. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { trainerFolder } from './trainer-folder.ts';
import { TrainingError } from './training-error.ts';

export const METHODS = ['sft', 'dpo', 'grpo'] as const;
export type Method = (typeof METHODS)[number];

const share = z.number().min(0).max(1);
const count = z.int().min(1);
const projection = z.enum(['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj']);

/** The fields of the trainer's `Recipe`; lengths in tokens, times in minutes. */
const recipeSchema = z
  .strictObject({
    tuning: z.enum(['lora', 'full', '4bit']),
    lora_rank: count,
    lora_alpha: count,
    lora_dropout: share,
    lora_targets: z.array(projection).min(1),
    learning_rate: z.number().positive(),
    schedule: z.enum(['cosine', 'linear', 'constant', 'constant_with_warmup']),
    warmup: share,
    weight_decay: z.number().min(0),
    max_grad_norm: z.number().positive(),
    epochs: z.number().positive(),
    max_steps: z.int().min(-1),
    batch_size: count,
    accumulation: count,
    max_length: count,
    packing: z.boolean(),
    order: z.enum(['random', 'sequential', 'group_by_length']),
    beta: z.number().min(0),
    loss: z.string(),
    generations: z.int().min(2),
    prompts_per_step: count,
    max_new_tokens: count,
    temperature: z.number().positive(),
    top_p: share,
    precision: z.enum(['auto', 'fp32', 'bf16']),
    gradient_checkpointing: z.enum(['auto', 'yes', 'no']),
    checkpoint_minutes: z.number().positive(),
    log_steps: count,
    eval_steps: z.int().min(0),
  })
  .partial();

export type Recipe = z.infer<typeof recipeSchema>;

/** The bundled recipes' names. */
export function recipeNames(): string[] {
  return readdirSync(join(trainerFolder(), 'recipes'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => basename(name, '.yaml'))
    .sort();
}

/** A bundled recipe by name or a file by path, with settings such as `learning_rate=1e-4` laid over it. */
export function loadRecipe(name: string, method: Method, settings: readonly string[] = []): Recipe {
  const bundled = join(trainerFolder(), 'recipes', `${name}.yaml`);
  const path = existsSync(bundled) ? bundled : name;
  if (!existsSync(path))
    throw new TrainingError(`there is no recipe "${name}": known are ${recipeNames().join(', ')}, or give a file`);
  const file: unknown = parse(readFileSync(path, 'utf8'));
  const section = (file as Record<string, unknown> | null)?.[method];
  if (typeof section !== 'object' || section === null)
    throw new TrainingError(`the recipe ${name} says nothing about ${method}`);
  const own = Object.fromEntries(settings.map(settingOf));
  return checked({ ...section, ...own }, `recipe ${name}, ${method}`);
}

function settingOf(text: string): [string, unknown] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new TrainingError(`a setting is written name=value, such as learning_rate=1e-4, not "${text}"`);
  return [text.slice(0, equals), parse(text.slice(equals + 1)) as unknown];
}

function checked(values: unknown, where: string): Recipe {
  const result = recipeSchema.safeParse(values);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new TrainingError(`${where}: ${[issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')}`);
}
