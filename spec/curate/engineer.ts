/**
 * A model behind HTTP that answers what the stages of a curation ask, as an engineer with some faults would: its first request names
 * types, its first policy tests nothing, its first second implementation is the first one with other names.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Engineer {
  readonly model: string;
  /** Requests by what was asked. */
  readonly asked: Record<string, number>;
  /** Called before each answer. */
  onAsk(listener: () => void): void;
  close(): void;
}

interface Message {
  readonly role: string;
  readonly content: string;
}

export async function startEngineer(delayMs = 0): Promise<Engineer> {
  const asked: Record<string, number> = {};
  let listener = () => {};
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => {
      body += piece;
    });
    request.on('end', () => {
      const { messages } = JSON.parse(body) as { messages: readonly Message[] };
      const kind = kindOf(messages);
      asked[kind] = (asked[kind] ?? 0) + 1;
      listener();
      setTimeout(() => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(streamOf(ANSWERS[kind](messages)));
      }, delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    model: `openai-compatible/engineer@http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    onAsk: (call) => {
      listener = call;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** As servers of OpenAI's interface stream it, in one piece. */
function streamOf(content: string): string {
  const common = { id: 'a', object: 'chat.completion.chunk', created: 0, model: 'engineer' };
  const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
  const chunks = [
    { ...common, choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] },
    { ...common, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage },
  ];
  return `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')}data: [DONE]\n\n`;
}

type Kind = 'repair' | 'describe' | 'judge' | 'policy' | 'clone';

function kindOf([system]: readonly Message[]): Kind {
  const text = system?.content ?? '';
  if (text.includes('You turn existing Terraform')) return 'describe';
  if (text.includes('You judge whether')) return 'judge';
  if (text.includes('You write policies in Rego')) return 'policy';
  return text.includes('change existing configurations') ? 'repair' : 'clone';
}

const roundOf = (messages: readonly Message[]) => messages.filter(({ role }) => role === 'assistant').length + 1;
const shown = (messages: readonly Message[]) => messages[1]?.content ?? '';
/** Of the queue, or the default of the variable that gives it. */
const nameIn = (text: string) => /(?:name|default)\s*=\s*"([\w-]+)"/.exec(text)?.[1] ?? 'nothing';

const ANSWERS: Readonly<Record<Kind, (messages: readonly Message[]) => string>> = {
  describe: (messages) => {
    const name = nameIn(shown(messages));
    const what = roundOf(messages) === 1 ? 'an aws_sqs_queue' : 'a message queue';
    const request = `Create ${what} that is called ${name} and keeps messages for a day.`;
    const outline = 'Set up a place where jobs wait until they are done.';
    return `Here it is: ${JSON.stringify({ outline, request, detailed: `${request} It has no other settings.` })}`;
  },
  judge: () => '{"fits": true, "reason": ""}',
  policy: (messages) => {
    const name = nameIn(shown(messages).replaceAll(/"name": "/g, 'name = "'));
    const test = roundOf(messages) === 1 ? 'true' : `queue.change.after.name == "${name}"`;
    return `\`\`\`rego\npackage terraform.policy\nimport rego.v1\n\ndefault is_valid_queue := false\n\nis_valid_queue if {\n\tsome queue in input.resource_changes\n\t${test}\n}\n\`\`\``;
  },
  clone: (messages) => {
    const name = nameIn(shown(messages));
    const renamed = `resource "aws_sqs_queue" "other" {\n  name                      = "${name}"\n  message_retention_seconds = 86400\n}\n`;
    const different = `locals {\n  day = 24 * 60 * 60\n}\n\nresource "aws_sqs_queue" "other" {\n  name                      = "${name}"\n  message_retention_seconds = local.day\n}\n`;
    return `\`\`\`hcl\n# main.tf\n${roundOf(messages) === 1 ? renamed : different}\`\`\``;
  },
  repair: (messages) => {
    const name = nameIn(shown(messages));
    if (name === 'hopeless') return 'I cannot say.';
    if (name === 'nothing') return '```hcl\n# main.tf\nvariable "n" {\n  default = "refunds"\n}\n```';
    return `The argument does not exist.\n\`\`\`hcl\n# main.tf\nresource "aws_sqs_queue" "q" {\n  name                      = "${name}"\n  message_retention_seconds = 86400\n}\n\`\`\``;
  },
};
