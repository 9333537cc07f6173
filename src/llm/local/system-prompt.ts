/** What a trained model or adapter wants for the system's message: it was trained with that one, and small models mind every other. */
import type { Message } from '../model.ts';
import { readGguf } from './gguf.ts';

const KEY = 'terrasmith.system_prompt';

/** Of the files of a model, the base first, the last that names one counts; undefined where none does. */
export function systemPromptOf(files: readonly string[]): string | undefined {
  const texts = files.map((path) => readGguf(path).metadata.get(KEY));
  return texts.findLast((text): text is string => typeof text === 'string');
}

/** The chat with `prompt` in place of its own system message, or in front where it has none. */
export function withSystemPrompt(messages: readonly Message[], prompt: string | undefined): readonly Message[] {
  if (prompt === undefined) return messages;
  return [{ role: 'system', content: prompt }, ...messages.filter(({ role }) => role !== 'system')];
}
