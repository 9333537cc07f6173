/** What an adapter wants for the system's message: it was trained with that one, and small models mind every other. */
import type { Message } from '../model.ts';
import { readGguf } from './gguf.ts';

const KEY = 'terrasmith.system_prompt';

/** The last adapter that names one goes first; undefined where none does. */
export function systemPromptOf(adapters: readonly string[]): string | undefined {
  const texts = adapters.map((path) => readGguf(path).metadata.get(KEY));
  return texts.findLast((text): text is string => typeof text === 'string');
}

/** The chat with `prompt` in place of its own system message, or in front where it has none. */
export function withSystemPrompt(messages: readonly Message[], prompt: string | undefined): readonly Message[] {
  if (prompt === undefined) return messages;
  return [{ role: 'system', content: prompt }, ...messages.filter(({ role }) => role !== 'system')];
}
