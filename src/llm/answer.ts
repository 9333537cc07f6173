/**
 * From what a model said to files. Models wrap code in fences of any label, split it over several files, talk around it,
 * answer in JSON, forget to close a fence, or refuse; all of that ends here. Linear in the length of the answer.
 */
import { type FencedBlock, findFences } from './fences.ts';
import { declarationsIn, joinCode } from './join-code.ts';

export type Answer =
  | { readonly kind: 'files'; readonly files: Readonly<Record<string, string>> }
  /** The model declined. */
  | { readonly kind: 'refusal' }
  /** Words, but no configuration. */
  | { readonly kind: 'prose' }
  | { readonly kind: 'empty' };

const BLOCK_TYPES =
  'resource|data|provider|variable|output|module|terraform|locals|moved|import|removed|check|ephemeral';
const BLOCK_START = new RegExp(`^\\s*(?:${BLOCK_TYPES})\\b[^={]{0,200}\\{`);
const CODE_LABELS = new Set(['hcl', 'terraform', 'tf', 'hcl2', 'opentofu', 'tofu', 'terraform-hcl']);
const OTHER_LABELS = new Set(
  'bash sh shell zsh console text txt plaintext yaml yml python py diff log powershell'.split(' '),
);
const REFUSAL =
  /\b(?:i['’]m sorry|i am sorry|i apologi[sz]e|i can(?:no|['’])t|i can not|i['’]m (?:unable|not able)|i am (?:unable|not able)|as an ai|i won['’]t)\b/i;

export function extractAnswer(text: string): Answer {
  const said = withoutReasoning(text).trim();
  if (said === '') return { kind: 'empty' };
  const files = fromJson(said) ?? fromTags(said) ?? fromFences(said) ?? fromProse(said);
  if (files !== undefined) return { kind: 'files', files };
  return { kind: REFUSAL.test(said.slice(0, 2000)) ? 'refusal' : 'prose' };
}

/** Reasoning models think aloud before they answer; a thought that never ends leaves no answer. */
function withoutReasoning(text: string): string {
  const close = text.lastIndexOf('</think>');
  if (close >= 0) return text.slice(close + '</think>'.length);
  return /^\s*<think>/.test(text) ? '' : text;
}

/** `{"main.tf": "…"}`, `{"files": {…}}`, `{"files": [{"path": "…", "content": "…"}]}`, or Terraform's JSON syntax itself. */
function fromJson(text: string): Record<string, string> | undefined {
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return filesOfJson(value) ?? (isTerraformJson(value) ? { 'main.tf.json': text } : undefined);
}

function filesOfJson(value: unknown): Record<string, string> | undefined {
  if (Array.isArray(value)) return filesOfList(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const object = value as Record<string, unknown>;
  if (typeof object.files === 'object' && object.files !== null) return filesOfJson(object.files);
  for (const name of ['code', 'terraform', 'hcl', 'configuration', 'content', 'answer']) {
    const code = object[name];
    if (typeof code === 'string' && looksLikeCode(code)) return { 'main.tf': code };
  }
  const entries = Object.entries(object);
  if (!entries.some(([path]) => isConfigurationPath(path))) return undefined;
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return texts.length === 0 ? undefined : Object.fromEntries(texts.map(([path, code]) => [safePath(path), code]));
}

function filesOfList(list: readonly unknown[]): Record<string, string> | undefined {
  const files: Record<string, string> = {};
  for (const item of list) {
    if (typeof item !== 'object' || item === null) return undefined;
    const { path, name, filename, file, content, code, text } = item as Record<string, unknown>;
    const where = [path, filename, file, name].find((each) => typeof each === 'string');
    const what = [content, code, text].find((each) => typeof each === 'string');
    if (typeof where !== 'string' || typeof what !== 'string') return undefined;
    files[safePath(where)] = what;
  }
  return Object.keys(files).length > 0 ? files : undefined;
}

function isTerraformJson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => key === '//' || BLOCK_TYPES.split('|').includes(key));
}

/** `<file path="main.tf">…</file>` and IaC-Eval's `<iac_template>…</iac_template>`. */
function fromTags(text: string): Record<string, string> | undefined {
  const files: Record<string, string> = {};
  const opening = /<(file|iac_template)\b([^<>\n]{0,200})>/g;
  for (let open = opening.exec(text); open !== null; open = opening.exec(text)) {
    const start = open.index + open[0].length;
    const close = text.indexOf(`</${open[1]}>`, start);
    const end = close < 0 ? text.length : close;
    const path = /(?:path|name)\s*=\s*["']([^"']+)["']/.exec(open[2] ?? '')?.[1];
    if (open[1] === 'file' && path === undefined) continue;
    const inner = text.slice(start, end).trim();
    const code = findFences(inner).blocks[0]?.code ?? `${inner}\n`;
    if (looksLikeCode(code) || path !== undefined) files[safePath(path ?? 'main.tf')] = code;
    opening.lastIndex = end;
  }
  return Object.keys(files).length > 0 ? files : undefined;
}

function fromFences(text: string): Record<string, string> | undefined {
  const { blocks } = findFences(text);
  if (blocks.length === 0) return undefined;
  const files: Record<string, string> = {};
  const unnamed: string[] = [];
  for (const block of blocks) {
    const path = block.path;
    if (path !== undefined) {
      files[safePath(path)] = block.code;
    } else if (block.label === 'json' || block.label === 'jsonc') {
      Object.assign(files, fromJson(block.code.trim()) ?? {});
    } else if (isCode(block)) {
      unnamed.push(block.code);
    }
  }
  const main = joinCode(withoutSuperseded(unnamed));
  if (main.trim() !== '') files['main.tf'] = files['main.tf'] === undefined ? main : `${files['main.tf']}\n${main}`;
  return Object.keys(files).some(isConfigurationPath) ? files : undefined;
}

function isCode({ label, code }: FencedBlock): boolean {
  if (OTHER_LABELS.has(label)) return false;
  return CODE_LABELS.has(label) || looksLikeCode(code);
}

/** A model may show its configuration again, improved: a later block that declares all an earlier one did replaces it. */
function withoutSuperseded(blocks: readonly string[]): string[] {
  const declared = blocks.map(declarationsIn);
  const last = new Map(declared.flatMap((names, index) => [...names].map((name) => [name, index] as const)));
  return blocks.filter((_, index) => {
    const mine = [...(declared[index] as ReadonlySet<string>)];
    if (mine.length === 0 || mine.some((name) => last.get(name) === index)) return true;
    return !declared.slice(index + 1).some((later) => mine.every((name) => later.has(name)));
  });
}

/** Code without fences: from its first block to the end of its last, cut at lines that name a file. */
function fromProse(text: string): Record<string, string> | undefined {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => BLOCK_START.test(line));
  if (first < 0) return undefined;
  const lastClose = lines.findLastIndex((line) => /^\}\s*$/.test(line));
  const lastStart = lines.findLastIndex((line) => BLOCK_START.test(line));
  const oneLiner = /\}\s*$/.test(lines[lastStart] ?? '');
  const end = lastStart > lastClose ? (oneLiner ? lastStart + 1 : lines.length) : lastClose + 1;
  const files: Record<string, string[]> = {};
  let current = safePath(pathOfMarker(lines[first - 1] ?? '') ?? 'main.tf');
  for (const line of lines.slice(first, end)) {
    const marker = pathOfMarker(line);
    if (marker !== undefined) current = safePath(marker);
    else {
      files[current] ??= [];
      files[current]?.push(line);
    }
  }
  return Object.fromEntries(Object.entries(files).map(([path, code]) => [path, `${code.join('\n')}\n`]));
}

/** `# main.tf`, `// --- variables.tf ---`, `=== outputs.tf ===`, `**main.tf**` alone on a line. */
function pathOfMarker(line: string): string | undefined {
  if (line.length > 200) return undefined;
  return /^\s*(?:#+|\/\/+|[-=*]{2,})[\s\-=*`]*(?:file(?:name)?:?\s*)?`?([\w./-]{1,100}\.tf(?:vars|\.json)?)[\s\-=*`:]*$/i.exec(
    line,
  )?.[1];
}

function looksLikeCode(code: string): boolean {
  return code.split('\n').some((line) => BLOCK_START.test(line));
}

const isConfigurationPath = (path: string) => /\.tf(?:\.json)?$/.test(path);

/** Never outside the working folder, whatever the model wrote. */
function safePath(path: string): string {
  const parts = path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? (parts.at(-1) as string) : parts.join('/');
}
