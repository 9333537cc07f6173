/** Syntax trees of HCL by tree-sitter, as plain data. Loaded when first needed. */
import { createRequire } from 'node:module';
import type { Parser } from 'web-tree-sitter';

export interface SyntaxNode {
  readonly type: string;
  readonly named: boolean;
  /** Put in by the parser where something was left out. */
  readonly missing: boolean;
  readonly field: string | null;
  /** UTF-16 offset in the source. */
  readonly start: number;
  readonly text: string;
  readonly children: readonly SyntaxNode[];
}

export interface TreeParser {
  parse(text: string): SyntaxNode;
}

let loading: Promise<TreeParser> | undefined;

export function loadTreeParser(): Promise<TreeParser> {
  loading ??= load();
  return loading;
}

async function load(): Promise<TreeParser> {
  const { Language, Parser } = await import('web-tree-sitter');
  const find = createRequire(import.meta.url);
  await Parser.init({ locateFile: () => find.resolve('web-tree-sitter/web-tree-sitter.wasm') });
  const parser = new Parser();
  parser.setLanguage(await Language.load(find.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm')));
  return { parse: (text) => parseWith(parser, text) };
}

function parseWith(parser: Parser, text: string): SyntaxNode {
  const tree = parser.parse(text);
  if (tree === null) throw new Error('tree-sitter gave no tree');
  try {
    return copyTree(tree.walk(), text);
  } finally {
    tree.delete();
  }
}

interface Building extends SyntaxNode {
  readonly children: Building[];
}

/** By tree-sitter's number of the type: asking for each node costs a call into the parser. */
const kinds = new Map<number, { readonly type: string; readonly named: boolean }>();

/** Without recursion: models nest thousands of brackets. */
function copyTree(cursor: ReturnType<NonNullable<ReturnType<Parser['parse']>>['walk']>, text: string): SyntaxNode {
  const nodeHere = (): Building => {
    const { nodeTypeId: id, currentFieldName: field, startIndex: start, endIndex: end } = cursor;
    const kind = kinds.get(id) ?? { type: cursor.nodeType, named: cursor.nodeIsNamed };
    kinds.set(id, kind);
    // What the parser put in has no length.
    const missing = start === end && cursor.nodeIsMissing;
    return { ...kind, missing, field, start, text: text.slice(start, end), children: [] };
  };
  const root = nodeHere();
  const open: Building[] = [root];
  let descending = true;
  while (open.length > 0) {
    if (descending && cursor.gotoFirstChild()) {
      const child = nodeHere();
      open.at(-1)?.children.push(child);
      open.push(child);
    } else if (open.length > 1 && cursor.gotoNextSibling()) {
      open.pop();
      const sibling = nodeHere();
      open.at(-1)?.children.push(sibling);
      open.push(sibling);
      descending = true;
    } else {
      open.pop();
      if (open.length > 0) cursor.gotoParent();
      descending = false;
    }
  }
  cursor.delete();
  return root;
}
