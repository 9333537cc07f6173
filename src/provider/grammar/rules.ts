/** Collects the rules of a GBNF grammar; equal bodies are one rule. */
export interface RuleBook {
  /** The name of a rule with this body. */
  add(hint: string, body: string): string;
  /** All rules as text, with `root` first. */
  text(root: string): string;
  readonly size: () => number;
}

export function createRuleBook(): RuleBook {
  const names = new Map<string, string>();
  const taken = new Set<string>(['root']);
  return {
    add(hint, body) {
      const known = names.get(body);
      if (known !== undefined) return known;
      const base =
        hint
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/g, '-')
          .replaceAll(/^-|-$/g, '') || 'rule';
      let name = base;
      for (let count = 2; taken.has(name); count++) name = `${base}-${count}`;
      taken.add(name);
      names.set(body, name);
      return name;
    },
    text: (root) => [`root ::= ${root}`, ...[...names].map(([body, name]) => `${name} ::= ${body}`)].join('\n'),
    size: () => names.size,
  };
}

/** A text as GBNF writes it. */
export function literal(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}

/** A text as a quoted HCL string, as GBNF writes it. */
export function quotedLiteral(text: string): string {
  const inHcl = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{');
  return literal(`"${inHcl}"`);
}

export const oneOf = (alternatives: readonly string[]) =>
  alternatives.length === 1 ? (alternatives[0] as string) : `(${alternatives.join(' | ')})`;
