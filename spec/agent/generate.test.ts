/** `terrasmith generate` as a process: draft, verify, repair, and what becomes of the files. */
import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { Trajectory } from '../../src/agent/index.ts';
import { fence, workplace } from './command.ts';

const GOOD = 'resource "aws_sqs_queue" "q" {\n  name = "jobs"\n}\n';
const BAD = 'resource "aws_sqs_queue" "q" {\n  name  = "jobs"\n  speed = 3\n}\n';
const OUT = 'output "url" {\n  value = aws_sqs_queue.q.url\n}\n';
const trajectoryOf = (text: string) => JSON.parse(text) as Trajectory;

test('a draft that fails goes back with its certificate, and the answer that passes is printed', () => {
  const { status, stdout, stderr } = workplace([fence('main.tf', BAD), fence('main.tf', GOOD)]).run(
    'generate',
    'A queue',
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: GOOD });
  expect(stderr).toMatch(/1\. draft .*validate failed\n2\. repair .*passed/);
});

test('the trajectory holds every request, and the certificate is in the second', () => {
  const { stdout } = workplace([fence('main.tf', BAD), fence('main.tf', GOOD)]).run('generate', 'A queue', '--json');
  const { steps, best, outcome, format } = trajectoryOf(stdout);
  expect({ format, best, outcome, count: steps.length }).toEqual({
    format: 'trajectory/1',
    best: 1,
    outcome: 'passed',
    count: 2,
  });
  expect(steps[1]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
  expect(steps[1]?.messages.at(-1)?.content).toContain('Unsupported argument');
  expect(steps[1]?.messages.at(-1)?.content).toContain('"speed"');
});

test('the best round is kept where none passes, and the exit code says so', () => {
  const broken = 'resource "aws_sqs_queue" {\n';
  const place = workplace([fence('main.tf', BAD), fence('main.tf', broken), 'Sorry, no more ideas.']);
  const { status, stdout } = place.run('generate', 'A queue', '--rounds', '3');
  expect(status).toBe(1);
  expect(stdout).toContain('speed = 3');
});

test('several files come out under their names, in canonical style', () => {
  const answer = `${fence('main.tf', GOOD.replace('  name =', '  name    =   '))}${fence('outputs.tf', OUT)}`;
  const { stdout } = workplace([answer]).run('generate', 'A queue');
  expect(stdout).toBe(`# main.tf\n${GOOD}\n# outputs.tf\n${OUT}`);
});

test('files are written only with -o, and into a new folder without a question', () => {
  const place = workplace([fence('main.tf', GOOD)]);
  expect(place.run('generate', 'A queue').status).toBe(0);
  expect(place.list('.')).toEqual(['cache', 'script.jsonl']);
  expect(place.run('generate', 'A queue', '-o', 'new').status).toBe(0);
  expect(place.read('new/main.tf')).toBe(GOOD);
});

test('a file that is there is not written over without --yes, and the difference is shown', () => {
  const place = workplace([fence('main.tf', GOOD)], { 'there/main.tf': 'locals {}\n' });
  const asked = place.run('generate', 'A queue', '-o', 'there');
  expect(asked.status).toBe(2);
  expect(asked.stderr).toContain('-locals {}\n+resource "aws_sqs_queue" "q" {');
  expect(place.read('there/main.tf')).toBe('locals {}\n');
  expect(place.run('generate', 'A queue', '-o', 'there', '--yes').status).toBe(0);
  expect(place.read('there/main.tf')).toBe(GOOD);
});

test('an answer cannot write outside the folder or hidden files', () => {
  const code = 'resource "aws_sqs_queue" "q" {}\n';
  const place = workplace([`\`\`\`hcl title=".git/hooks/x.tf"\n${code}\`\`\`\n${fence('main.tf', GOOD)}`]);
  const { status, stderr } = place.run('generate', 'A queue', '-o', 'new', '--strategy', 'direct');
  expect(status).toBe(2);
  expect(stderr).toContain('.git/hooks/x.tf');
  expect(place.exists('new')).toBe(false);
});

test('new blocks become part of a configuration that is there, and the model sees it', () => {
  const place = workplace([fence('outputs.tf', OUT)], { 'infra/main.tf': GOOD, 'infra/data.bin': '\u0000' });
  const { status, stdout } = place.run('generate', 'Show the address', '--context', 'infra');
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: `--- /dev/null\n+++ b/outputs.tf\n@@ -0,0 +1,3 @@\n+${OUT.trimEnd().replaceAll('\n', '\n+')}\n`,
  });
  expect(place.read('script.jsonl')).not.toContain('jobs');
});

test('a policy that fails is part of what is repaired', () => {
  const policy =
    'package terraform.policy\nimport rego.v1\ndefault is_named := false\nis_named if input.resource_changes[_].change.after.name == "jobs"\n';
  const place = workplace([fence('main.tf', GOOD.replace('jobs', 'other')), fence('main.tf', GOOD)], {
    'p.rego': policy,
  });
  const { status, stdout } = place.run('generate', 'A queue', '--policy', 'p.rego', '--json');
  const { steps } = trajectoryOf(stdout);
  expect(status).toBe(0);
  expect(steps.map(({ assessment }) => assessment?.stages.find(({ stage }) => stage === 'policy')?.status)).toEqual([
    'failed',
    'passed',
  ]);
  expect(steps[1]?.messages.at(-1)?.content).toContain('is_named');
});

test('security findings are asked to be mended, and --strict fails on those that are left', () => {
  const bucket = 'resource "aws_sqs_queue" "q" {\n  name = "jobs"\n  sqs_managed_sse_enabled = false\n}\n';
  const place = workplace([fence('main.tf', bucket), fence('main.tf', bucket)]);
  const lenient = place.run('generate', 'A queue', '--security', '--json');
  expect(trajectoryOf(lenient.stdout).steps[1]?.messages.at(-1)?.content).toContain('security/');
  expect(lenient.status).toBe(0);
  expect(place.run('generate', 'A queue', '--security', '--strict').status).toBe(1);
});

test('Ctrl-C leaves the trajectory, and --resume goes on without asking again', { timeout: 60_000 }, async () => {
  const place = workplace([fence('main.tf', BAD), { completion: fence('main.tf', GOOD), delay_ms: 60_000 }]);
  const child = place.start('generate', 'A queue', '--trajectory', 'run.json');
  let said = '';
  let interrupted = false;
  child.stderr.on('data', (piece) => {
    said += piece;
    if (!interrupted && /1\. draft/.test(said)) interrupted = child.kill('SIGINT');
  });
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(3);
  expect(said).toContain('go on with: terrasmith generate --resume run.json');
  expect(trajectoryOf(place.read('run.json'))).toMatchObject({ outcome: 'stopped', steps: [{ purpose: 'draft' }] });
  place.say([fence('main.tf', GOOD)]);
  const { status, stdout } = place.run('generate', '--resume', 'run.json');
  expect({ status, stdout }).toEqual({ status: 0, stdout: GOOD });
  expect(trajectoryOf(place.read('run.json'))).toMatchObject({
    outcome: 'passed',
    steps: [{ purpose: 'draft' }, { purpose: 'repair' }],
  });
});

test('kill -9 leaves what was done', { timeout: 60_000 }, async () => {
  const place = workplace([fence('main.tf', BAD), { completion: fence('main.tf', GOOD), delay_ms: 60_000 }]);
  const child = place.start('generate', 'A queue', '--trajectory', 'run.json');
  child.stderr.on('data', (piece) => {
    if (/1\. draft/.test(String(piece))) child.kill('SIGKILL');
  });
  await once(child, 'close');
  expect(trajectoryOf(place.read('run.json'))).toMatchObject({
    outcome: 'running',
    steps: [{ purpose: 'draft', text: fence('main.tf', BAD) }],
  });
});

test('a recorded answer to the prompt can be played back', () => {
  const place = workplace([], {
    'answers.jsonl': `${JSON.stringify({ instance_id: 'A queue', completion: fence('main.tf', GOOD) })}\n`,
  });
  expect(place.run('generate', 'A queue', '--model', 'replay/answers.jsonl')).toMatchObject({
    status: 0,
    stdout: GOOD,
  });
  expect(place.run('generate', 'Another', '--model', 'replay/answers.jsonl').status).toBe(3);
});

test.each<[string, readonly string[], number, RegExp]>([
  ['no prompt', ['generate'], 2, /say what is wanted/],
  ['a model that is not known', ['generate', 'x', '--strategy', 'guess'], 2, /there is no strategy "guess".*repair/],
  ['rounds that are no number', ['generate', 'x', '--rounds', 'many'], 2, /--rounds/],
  ['a context that is not there', ['generate', 'x', '--context', 'nowhere'], 2, /no folder nowhere/],
  ['a trajectory that is none', ['generate', '--resume', 'script.jsonl'], 2, /not a trajectory|JSON/],
  [
    'a plan into a configuration',
    ['generate', 'x', '--context', 'infra', '--strategy', 'plan'],
    2,
    /whole configurations/,
  ],
  ['a model without an answer', ['generate', 'x'], 3, /ended after 0 answers/],
])('%s ends in a sentence', (_, args, status, sentence) => {
  const run = workplace([], { 'infra/main.tf': GOOD }).run(...args);
  expect(run.stderr).toMatch(sentence);
  expect(run.stderr).not.toMatch(/internal error|\n\s+at /);
  expect(run.status).toBe(status);
});
