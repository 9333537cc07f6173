/** The `_` block, which holds arguments whose names Terraform itself would otherwise take for meta-arguments. */
import type { Block, Body } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { mistake } from './problem.ts';

/** The body with the contents of the escape blocks among `blocks` added; a second one is refused. */
export function withEscapeBlock(body: Body, blocks: readonly Block[], problems: Diagnostic[]): Body {
  let escaped: Block | undefined;
  for (const block of blocks) {
    if (block.type !== '_') continue;
    if (escaped === undefined) {
      escaped = block;
      continue;
    }
    problems.push(
      mistake('Duplicate escaping block', 'Only one block named "_" may stand in a body.', block.headerSpan),
    );
  }
  return escaped === undefined ? body : { kind: 'MergedBody', bodies: [body, escaped.body] };
}

/** A block type kept for later versions of the language. `place` ends the title: `resource`, `module`. */
export function reservedBlock(block: Block, place: string): Diagnostic {
  return mistake(
    `Reserved block type name in ${place} block`,
    `The block type "${block.type}" is reserved for a future version of Terraform.`,
    block.typeSpan,
  );
}
