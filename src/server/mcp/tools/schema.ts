import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { findType, retrieveTypes, typeCard } from '../../../provider/index.ts';
import { answer, guarded } from '../answer.ts';
import { InputError } from '../input.ts';

const LIMIT = 5;
/** Characters of the card of a type that was asked for by name. */
const LONGEST_CARD = 30_000;

export function addSchema(server: McpServer): void {
  server.registerTool(
    'schema',
    {
      title: 'Look up a Terraform schema',
      description:
        'The exact arguments, nested blocks, allowed values and exported attributes of Terraform resource types and data sources. ' +
        'Give a type (aws_sqs_queue, data.aws_ami), or a query in words (queue with dead letters) to find the types for it.',
      inputSchema: {
        type: z.string().optional().describe('A type by name; data sources with data. before it'),
        query: z.string().max(4000).optional().describe('What is wanted, in words'),
        provider: z.string().optional().describe('With query: only this provider, such as aws'),
        limit: z.int().min(1).max(20).optional().describe(`With query: how many types; ${LIMIT} by default`),
      },
      annotations: { readOnlyHint: true, openWorldHint: false, idempotentHint: true },
    },
    ({ type, query, provider, limit = LIMIT }) =>
      guarded(async () => {
        if ((type === undefined) === (query === undefined)) throw new InputError('give either type or query');
        if (type !== undefined) return cardAnswer(type);
        const found = retrieveTypes(query ?? '', { provider, limit });
        if (found.length === 0)
          throw new InputError(`no type was found for "${query}"; try other words or another provider`);
        const types = found.flatMap(({ provider: address, mode, type: name }) => {
          const card = typeCard(address, mode, name);
          return card === undefined ? [] : [{ provider: address, mode, type: name, card }];
        });
        return answer(types.map(({ card }) => card).join('\n'), { types });
      }),
  );
}

function cardAnswer(wanted: string) {
  const mode = wanted.startsWith('data.') ? 'data' : 'managed';
  const name = wanted.replace(/^(data|resource)\./, '');
  const found = findType(mode, name) ?? (mode === 'managed' ? findType('data', name) : undefined);
  const kind = findType(mode, name) === undefined ? 'data' : mode;
  const card = found === undefined ? undefined : typeCard(found.address, kind, name, { longest: LONGEST_CARD });
  if (found === undefined || card === undefined) {
    const near = retrieveTypes(name.replaceAll('_', ' '), { provider: name.split('_', 1)[0], limit: 5 });
    const hint = near.length === 0 ? '' : `; there are ${near.map(({ type }) => type).join(', ')}`;
    throw new InputError(`no provider at hand has a type ${wanted}${hint}`);
  }
  return answer(card, { types: [{ provider: found.address, mode: kind, type: name, card }] });
}
