/** Answers of tools: text for the model, and the same as data for programs. */
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Verdict } from '../../verify/index.ts';
import { InputError } from './input.ts';

const LONGEST = 100_000;

export function answer(text: string, data: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text: shortened(text) }], structuredContent: data };
}

/** The caller's mistakes are answers, so that the caller can mend them; ours are errors of the protocol. */
export async function guarded(work: () => Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { isError: true, content: [{ type: 'text', text: error.message }] };
  }
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}\n[${text.length - LONGEST} characters more]`;
}

/** A line a stage, then what is wrong. */
export function verdictText({ stages, certificate, lint, security }: Verdict): string {
  const lines = stages.map(({ stage, status, detail }) => {
    const total = Object.values(detail.resource_counts ?? {}).reduce((sum, count) => sum + count, 0);
    const fact = detail.reason ?? (detail.resource_counts === undefined ? undefined : `${total} to create`);
    return `${stage}: ${status}${fact === undefined ? '' : ` (${fact})`}`;
  });
  const findings = [...(lint?.diagnostics ?? []), ...(security?.diagnostics ?? [])].map(
    ({ summary, code, file, line, address }) =>
      `- ${summary} [${code}] ${address ?? ''} ${file ?? ''}${line === null ? '' : `:${line}`}`,
  );
  const practice = findings.length === 0 ? [] : ['', 'good practice and security:', ...findings];
  return [...lines, ...(certificate === '' ? [] : ['', certificate]), ...practice].join('\n');
}
