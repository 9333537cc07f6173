/** The prompt of an intent, at its level of abstraction, in words that vary from task to task. */
import { sentence } from '../english.ts';
import type { Intent } from '../intent.ts';
import type { Random } from '../random.ts';
import { explicitSentences } from './explicit.ts';
import { spokenSentences } from './spoken.ts';

export function promptOf(intent: Intent, random: Random): string {
  const sentences = intent.level === 'explicit' ? explicitSentences(intent, random) : spokenSentences(intent, random);
  const region = intent.regionMatters ? [random.pick(REGION).replace('{region}', intent.region)] : [];
  const closing = intent.level !== 'explicit' && random.chance(0.08) ? [random.pick(CLOSING)] : [];
  return [...sentences, ...region, ...closing].map(sentence).join(' ');
}

const REGION = [
  'Use the region {region}',
  'Everything lives in {region}',
  'Deploy it in {region}',
  'The region is {region}',
];

const CLOSING = [
  'Keep it simple',
  'Use the current way of doing it',
  'Nothing else is needed',
  'Plain Terraform, please',
];
