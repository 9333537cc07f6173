import { expect, test } from 'vitest';
import { extractAnswer } from './answer.ts';

const VPC = 'resource "aws_vpc" "a" {\n  cidr_block = "10.0.0.0/16"\n}\n';
const OUT = 'output "id" {\n  value = aws_vpc.a.id\n}\n';
const fence = (code: string, info = 'hcl') => `\`\`\`${info}\n${code}\`\`\`\n`;
const main = (code: string) => ({ 'main.tf': code });

const FILES: readonly (readonly [string, string, Record<string, string>])[] = [
  ['a fence labelled hcl', fence(VPC), main(VPC)],
  ['a fence labelled terraform, with prose around', `Sure!\n\n${fence(VPC, 'terraform')}\nThat is all.`, main(VPC)],
  ['a fence without a label', fence(VPC, ''), main(VPC)],
  ['a fence with a strange label', fence(VPC, 'ruby'), main(VPC)],
  ['a fence of tildes', `~~~hcl\n${VPC}~~~`, main(VPC)],
  ['an indented fence', `1. Write:\n   \`\`\`hcl\n${VPC}   \`\`\``, main(VPC)],
  ['a fence that is never closed', `Here:\n\`\`\`hcl\n${VPC}`, main(VPC)],
  ['Windows line ends', fence(VPC).replaceAll('\n', '\r\n'), main(VPC)],
  ['commands in another fence', `${fence(VPC)}\nThen:\n\n${fence('terraform apply\n', 'bash')}`, main(VPC)],
  ['two fences that continue each other', `${fence(VPC)}\nand\n\n${fence(OUT)}`, main(`${VPC}\n${OUT}`)],
  ['a configuration shown again, improved', `${fence(VPC)}\nBetter:\n\n${fence(VPC + OUT)}`, main(VPC + OUT)],
  [
    'a part shown again, changed',
    `${fence(`${VPC}\n${OUT}`)}\nChange the VPC:\n\n${fence(`${VPC.replace('10.0', '10.1')}\nlocals {\n  a = 1\n}\n`)}`,
    main(`${VPC.replace('10.0', '10.1')}\n${OUT}\nlocals {\n  a = 1\n}\n`),
  ],
  [
    'several candidates',
    `Option 1:\n${fence(`provider "aws" {\n}\n\n${VPC}`)}\nOption 2:\n${fence(`provider "aws" {\n}\n\n${VPC.replace('"a"', '"b"')}`)}`,
    main(`provider "aws" {\n}\n\n${VPC}\n${VPC.replace('"a"', '"b"')}`),
  ],
  [
    'a provider configured again under an alias',
    `${fence('provider "aws" {\n}\n')}${fence(`provider "aws" {\n  alias = "west"\n}\n${VPC}`)}`,
    main(`provider "aws" {\n}\n\nprovider "aws" {\n  alias = "west"\n}\n${VPC}`),
  ],
  [
    'files named in headings',
    `### main.tf\n${fence(VPC)}\n### \`outputs.tf\`\n${fence(OUT)}`,
    { 'main.tf': VPC, 'outputs.tf': OUT },
  ],
  [
    'files named in bold',
    `**main.tf**\n\n${fence(VPC)}\n**outputs.tf:**\n\n${fence(OUT)}`,
    { 'main.tf': VPC, 'outputs.tf': OUT },
  ],
  [
    'files named in the fence',
    `${fence(VPC, 'hcl:main.tf')}${fence(OUT, 'hcl title="out/o.tf"')}`,
    { 'main.tf': VPC, 'out/o.tf': OUT },
  ],
  [
    'files named in the first comment',
    `${fence(`# net.tf\n${VPC}`)}${fence(`// File: o.tf\n${OUT}`)}`,
    { 'net.tf': `# net.tf\n${VPC}`, 'o.tf': `// File: o.tf\n${OUT}` },
  ],
  [
    'a sentence that mentions a file is no name',
    `Put this in your main.tf or variables.tf as you like\n${fence(VPC)}`,
    main(VPC),
  ],
  ['a path that leaves the folder', fence(VPC, 'hcl:../../etc/x.tf'), { 'x.tf': VPC }],
  ['an absolute path', fence(VPC, 'hcl title="/etc/x.tf"'), { 'etc/x.tf': VPC }],
  ['code without fences', VPC, main(VPC)],
  ['code without fences between sentences', `This is it:\n\n${VPC}\nIt makes a VPC.`, main(VPC)],
  [
    'code without fences that is cut off',
    'Here:\nresource "aws_vpc" "a" {\n  cidr',
    main('resource "aws_vpc" "a" {\n  cidr\n'),
  ],
  [
    'several files without fences',
    `# main.tf\n${VPC}\n# outputs.tf\n${OUT}`,
    { 'main.tf': `${VPC}\n`, 'outputs.tf': OUT },
  ],
  ['JSON of files', JSON.stringify({ 'main.tf': VPC, 'o.tf': OUT }), { 'main.tf': VPC, 'o.tf': OUT }],
  ['JSON with a files object', JSON.stringify({ files: { 'main.tf': VPC } }), main(VPC)],
  ['JSON with a list of files', JSON.stringify({ files: [{ path: './main.tf', content: VPC }] }), main(VPC)],
  ['JSON with one text', JSON.stringify({ code: VPC }), main(VPC)],
  ['JSON in a fence', fence(`${JSON.stringify({ 'main.tf': VPC })}\n`, 'json'), main(VPC)],
  [
    'JSON syntax of Terraform',
    '{"resource": {"aws_vpc": {"a": {}}}}',
    { 'main.tf.json': '{"resource": {"aws_vpc": {"a": {}}}}' },
  ],
  ['tags', `<iac_template>\n${VPC}</iac_template>`, main(VPC)],
  [
    'file tags',
    `<file path="main.tf">\n${VPC}</file>\n<file path="o.tf">\n${OUT}</file>`,
    { 'main.tf': VPC, 'o.tf': OUT },
  ],
  ['a thought before the answer', `<think>\n${fence(OUT)}</think>\n${fence(VPC)}`, main(VPC)],
];

for (const [name, text, files] of FILES) {
  test(`files come out of: ${name}`, () => {
    expect(extractAnswer(text)).toEqual({ kind: 'files', files });
  });
}

const NOTHING: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'empty'],
  ['white space', ' \n\n', 'empty'],
  ['a thought without end', '<think>\nLet me see', 'empty'],
  ['a refusal', "I'm sorry, but I can't help with that.", 'refusal'],
  ['an apology with a typographic apostrophe', 'I’m sorry, I cannot do this.', 'refusal'],
  ['prose', 'A VPC is a virtual network. Use the console.', 'prose'],
  ['commands only', fence('aws s3 mb s3://x\n', 'bash'), 'prose'],
  ['JSON of something else', '{"answer": 42}', 'prose'],
];

for (const [name, text, kind] of NOTHING) {
  test(`no configuration in: ${name}`, () => {
    expect(extractAnswer(text)).toEqual({ kind });
  });
}

test('an answer of a megabyte takes no longer than its length warrants', () => {
  const started = performance.now();
  for (const piece of ['a', '```hcl\n', '# x.tf ', '{', '"', 'resource "a" "b" {\n', '<file ', ' ', '\n']) {
    extractAnswer(piece.repeat(Math.ceil(1_000_000 / piece.length)));
  }
  const blocks = Array.from({ length: 25_000 }, (_, index) => `resource "a" "b${index}" {\n}\n`);
  extractAnswer(blocks.map((code) => fence(code)).join(''));
  extractAnswer(fence(blocks.join('')).repeat(2));
  expect(performance.now() - started).toBeLessThan(10_000);
});
