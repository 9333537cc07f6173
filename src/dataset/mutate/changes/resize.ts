/** Makes something larger or smaller, or of another class. */
import type { Scalar } from '../../synth/intent.ts';
import type { Change, Scene } from '../change.ts';
import { asked, restatable, restate } from './restate.ts';

const SIZE =
  /size|memory|storage|disk|_gb|_mb|class|instance_type|machine_type|tier|sku|cpu|quota|timeout|retention|ttl|throughput|iops|days|bytes|limit|period|interval/;

export function resize({ draft, random, mention }: Scene): Change | undefined {
  const choices = restatable(draft, SIZE);
  if (choices.length === 0) return undefined;
  const choice = random.pick(choices);
  const value = random.pick(choice.others);
  const { fresh } = restate(draft, choice, value);
  const path = fresh.arguments[0]?.path.join('.') ?? '';
  const plain = [
    `change ${path} of ${mention(choice.node)} from ${choice.now} to ${value}`,
    `${verb(choice.now, value)} ${path} of ${mention(choice.node)} to ${value}`,
  ];
  return { request: [random.chance(0.4) ? random.pick(plain) : asked(mention(choice.node), fresh, random)] };
}

function verb(now: Scalar, value: Scalar): string {
  if (typeof now !== 'number' || typeof value !== 'number') return 'change';
  return value > now ? 'raise' : 'lower';
}
