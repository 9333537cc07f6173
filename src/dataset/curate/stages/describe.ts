/** A model says what somebody would have asked for, at three levels of abstraction; a judge says whether it fits. */
import type { Message } from '../../../llm/index.ts';
import { filesText } from '../../export/chat.ts';
import type { PromptLevels } from '../journal.ts';
import { type Desk, type Finding, objectIn, type Subject, type Tab } from './desk.ts';

const LEVELS = ['outline', 'request', 'detailed'] as const;

const SCHEMA = {
  type: 'object',
  properties: Object.fromEntries(LEVELS.map((level) => [level, { type: 'string' }])),
  required: LEVELS,
  additionalProperties: false,
} as const;

export async function describeStage(
  { files }: Subject,
  desk: Desk,
  tab: Tab,
): Promise<Omit<Finding, 'calls' | 'usage'>> {
  const configuration = filesText(files);
  const messages: Message[] = [
    { role: 'system', content: desk.prompts.fill('curate-describe') },
    { role: 'user', content: configuration },
  ];
  let reason = '';
  for (let round = 1; round <= desk.rounds; round++) {
    const answer = await tab.ask(desk.model, messages, { schema: SCHEMA });
    const read = levelsIn(answer);
    reason = 'problem' in read ? read.problem : ((await objection(configuration, read.prompts, desk, tab)) ?? '');
    if (reason === '' && 'prompts' in read) return { outcome: 'passed', rounds: round, prompts: read.prompts };
    const again = desk.prompts.fill('curate-again', { problem: reason });
    messages.push({ role: 'assistant', content: answer || '(nothing)' }, { role: 'user', content: again });
  }
  return { outcome: 'failed', rounds: desk.rounds, reason };
}

type Reading = { readonly prompts: PromptLevels } | { readonly problem: string };

const LONGEST = 6_000;
const SHORTEST = 20;

export function levelsIn(answer: string): Reading {
  const object = objectIn(answer);
  if (object === undefined) return { problem: 'The answer holds no JSON object.' };
  const texts: Record<string, string> = {};
  for (const level of LEVELS) {
    const text = object[level];
    if (typeof text !== 'string') return { problem: `"${level}" is missing, or no text.` };
    const problem = problemOf(text.trim(), level);
    if (problem !== undefined) return { problem: `"${level}" ${problem}` };
    texts[level] = text.trim();
  }
  return { prompts: texts as unknown as PromptLevels };
}

const DIRECTIVE =
  /^(please )?(add|allow|arrange|assign|attach|automate|build|configure|connect|create|declare|define|deploy|enable|ensure|establish|expose|generate|give|host|implement|install|launch|let|make|manage|monitor|move|open|prepare|produce|protect|provide|provision|put|record|register|replicate|restrict|run|schedule|secure|send|serve|set|share|spin|stand|start|store|use|write)\b/i;

/** What, and not how: no code, and in the outline and the request no names of the language. */
function problemOf(text: string, level: (typeof LEVELS)[number]): string | undefined {
  if (text.length < SHORTEST) return 'is too short.';
  if (text.length > LONGEST) return 'is too long.';
  if (!DIRECTIVE.test(text)) return 'does not begin with what to do, such as "Create" or "Set up".';
  if (/```|^\s*(resource|module|variable|provider)\s+"/m.test(text)) return 'holds code.';
  const name = /\b(aws|azurerm|google|kubernetes|azuread)_\w+/.exec(text)?.[0];
  if (level !== 'detailed' && name !== undefined)
    return `names ${name}: say what is wanted in words, not how it is written.`;
  return undefined;
}

/** What the judge has against the request; undefined where it fits. */
async function objection(
  configuration: string,
  { request }: PromptLevels,
  { judge, prompts }: Desk,
  tab: Tab,
): Promise<string | undefined> {
  const messages: Message[] = [
    { role: 'system', content: prompts.fill('curate-judge') },
    { role: 'user', content: prompts.fill('curate-judge-task', { request, configuration }) },
  ];
  const said = objectIn(await tab.ask(judge, messages, { schema: VERDICT }));
  if (said?.fits === true) return undefined;
  return typeof said?.reason === 'string' && said.reason !== '' ? said.reason : 'The judge did not accept the request.';
}

const VERDICT = {
  type: 'object',
  properties: { fits: { type: 'boolean' }, reason: { type: 'string' } },
  required: ['fits', 'reason'],
  additionalProperties: false,
} as const;
