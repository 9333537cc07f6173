/**
 * Configurations that differ from one in a single thing: a value, an argument, a nested block or a whole resource. Nobody says that
 * each is wrong; a policy that is worth its name refuses most of those that can be planned.
 */
import type { Block, Expression, NativeBody } from '../../hcl/index.ts';
import { type Edit, edited, type Files, parsedFiles, spanOf } from './edits.ts';

export interface Variant {
  /** What was done, such as `aws_sqs_queue.jobs: changed delay_seconds`. */
  readonly name: string;
  readonly files: Files;
}

interface Change {
  readonly name: string;
  readonly edit: Edit;
}

/** All such variants of the resources of a configuration, in the order of its text. */
export function brokenVariants(files: Files): Variant[] {
  return parsedFiles(files).flatMap((file) =>
    file.body.blocks
      .filter(({ type }) => type === 'resource')
      .flatMap((resource) => changesOf(resource))
      .map(({ name, edit }) => ({ name, files: { ...files, [file.path]: edited(file.text, [edit]) } })),
  );
}

function changesOf(resource: Block): Change[] {
  const address = resource.labels.map(({ value }) => value).join('.');
  const removal: Change = { name: `${address}: removed`, edit: { span: spanOf(resource), text: '' } };
  return [removal, ...changesWithin(resource, `${address}: `)];
}

function changesWithin({ body }: Block, prefix: string): Change[] {
  if (body.kind !== 'NativeBody') return [];
  return [...attributeChanges(body, prefix), ...body.blocks.flatMap((block) => blockChanges(block, prefix))];
}

function attributeChanges({ attributes }: NativeBody, prefix: string): Change[] {
  return [...attributes.values()].flatMap(({ name, span, expression }) => [
    ...literalEdits(expression).map((edit) => ({ name: `${prefix}changed ${name}`, edit })),
    { name: `${prefix}without ${name}`, edit: { span, text: '' } },
  ]);
}

function blockChanges(block: Block, prefix: string): Change[] {
  return [
    { name: `${prefix}without ${block.type}`, edit: { span: spanOf(block), text: '' } },
    ...changesWithin(block, `${prefix}${block.type}.`),
  ];
}

/** For each literal in the expression an edit that makes it another value of its type. */
function literalEdits(expression: Expression): Edit[] {
  const { span } = expression;
  const text = span.source.text.slice(span.start, span.end);
  if (/^(true|false)$/.test(text)) return [{ span, text: text === 'true' ? 'false' : 'true' }];
  if (/^\d+$/.test(text)) return [{ span, text: String(Number(text) + 1) }];
  if (/^"[^"\\$%]*"$/.test(text)) return [{ span, text: `"x${text.slice(1, -1)}"` }];
  if (expression.kind === 'Tuple') return expression.elements.flatMap(literalEdits);
  if (expression.kind === 'Object') return expression.items.flatMap(({ value }) => literalEdits(value));
  return expression.kind === 'FunctionCall' ? expression.arguments.flatMap(literalEdits) : [];
}
