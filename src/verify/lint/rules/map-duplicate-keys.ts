import { type Expression, evaluate, keywordOf, variablesOf } from '../../../hcl/index.ts';
import { eachExpression } from '../module.ts';
import type { LintRule } from '../rule.ts';

export const mapDuplicateKeys: LintRule = {
  name: 'terraform_map_duplicate_keys',
  recommended: true,
  title: 'Key written twice',
  doc: 'Of two equal keys in an object the last one wins without a word; the other is most likely a slip.',
  check(module, report) {
    eachExpression(module, (expression) => {
      if (expression.kind !== 'Object') return;
      const seen = new Set<string>();
      for (const { key } of expression.items) {
        const name = keyText(key);
        if (name === undefined) continue;
        if (seen.has(name)) report(key.span, `The object has the key "${name}" already.`);
        seen.add(name);
      }
    });
  },
};

/** The key where it can be told without evaluating anything that is declared. */
function keyText(key: Expression): string | undefined {
  if (key.kind === 'ObjectKey' && !key.forceNonLiteral) {
    const keyword = keywordOf(key.wrapped);
    if (keyword !== undefined) return keyword;
  }
  const inner = key.kind === 'ObjectKey' ? key.wrapped : key;
  if (variablesOf(inner).length > 0 || inner.kind === 'FunctionCall') return undefined;
  const value = evaluate(inner, undefined, []);
  if (value.state !== 'known') return undefined;
  return typeof value.data === 'string' || typeof value.data === 'number' ? String(value.data) : undefined;
}
