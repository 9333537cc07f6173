import type {
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3FinishReason,
  LanguageModelV3Usage,
} from '@ai-sdk/provider';
import type { Completion, Usage } from '../model.ts';
import type { Answer } from './language-model.ts';

/** An answer in one piece. */
export async function readWhole(
  language: LanguageModelV3,
  call: LanguageModelV3CallOptions,
  onText?: (piece: string) => void,
): Promise<Answer> {
  const { content, finishReason, usage, warnings } = await language.doGenerate(call);
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  onText?.(text);
  return { text, finish: finishOf(finishReason), usage: usageOf(usage), warnings };
}

export function finishOf({ unified }: LanguageModelV3FinishReason): NonNullable<Completion['finish']> {
  if (unified === 'content-filter') return 'filtered';
  return unified === 'stop' || unified === 'length' ? unified : 'other';
}

/** Undefined where the vendor did not count. */
export function usageOf({ inputTokens, outputTokens }: LanguageModelV3Usage): Usage | undefined {
  if (inputTokens.total === undefined || outputTokens.total === undefined) return undefined;
  return {
    input_tokens: inputTokens.total,
    output_tokens: outputTokens.total,
    ...(inputTokens.cacheRead ? { cached_input_tokens: inputTokens.cacheRead } : {}),
    ...(outputTokens.reasoning ? { reasoning_tokens: outputTokens.reasoning } : {}),
  };
}
