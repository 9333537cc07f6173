/** Syntax trees of HCL by tree-sitter, as plain data. Loaded when first needed. */
import { createRequire } from 'node:module';
import type { Parser, Tree, TreeCursor } from 'web-tree-sitter';

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
  /** Where the nodes of a type stand, by UTF-16 offsets, in the order of the text. */
  placesOf(type: string, text: string): readonly { readonly start: number; readonly end: number }[];
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
  return {
    parse: (text) => withTree(parser, text, (tree) => copyTree(tree.walk(), text)),
    placesOf: (type, text) =>
      withTree(parser, text, ({ rootNode }) =>
        rootNode.descendantsOfType(type).flatMap((node) => {
          return node === null ? [] : [{ start: node.startIndex, end: node.endIndex }];
        }),
      ),
  };
}

function withTree<T>(parser: Parser, text: string, read: (tree: Tree) => T): T {
  const tree = parser.parse(text);
  if (tree === null) throw new Error('tree-sitter gave no tree');
  try {
    return read(tree);
  } finally {
    tree.delete();
  }
}

interface Kind {
  readonly type: string;
  readonly named: boolean;
}

/** By tree-sitter's number of the type. Every question about a node is a call into the parser, so few are asked. */
const kinds = new Map<number, Kind>();

function kindHere(cursor: TreeCursor): Kind {
  const id = cursor.nodeTypeId;
  const known = kinds.get(id);
  if (known !== undefined) return known;
  const kind = { type: cursor.nodeType, named: cursor.nodeIsNamed };
  kinds.set(id, kind);
  return kind;
}

/** A node whose inside is not known yet. */
interface Building extends Kind {
  readonly field: string | null;
  readonly children: SyntaxNode[];
}

const nodeHere = (cursor: TreeCursor): Building => {
  const kind = kindHere(cursor);
  // Nobody asks which field a bracket or a comma is.
  return { ...kind, field: kind.named ? cursor.currentFieldName : null, children: [] };
};

/** Without recursion: models nest thousands of brackets. */
function copyTree(cursor: TreeCursor, text: string): SyntaxNode {
  const open: Building[] = [nodeHere(cursor)];
  let done: SyntaxNode | undefined;
  let descending = true;
  for (let node = open.at(-1); node !== undefined; node = open.at(-1)) {
    if (descending && cursor.gotoFirstChild()) {
      open.push(nodeHere(cursor));
      continue;
    }
    done = descending ? leafOf(node, cursor, text) : innerOf(node, text);
    open.pop();
    open.at(-1)?.children.push(done);
    descending = open.length > 0 && cursor.gotoNextSibling();
    if (descending) open.push(nodeHere(cursor));
    else if (open.length > 0) cursor.gotoParent();
  }
  cursor.delete();
  return done as SyntaxNode;
}

function leafOf(
  node: Building,
  { startIndex: start, endIndex: end, nodeIsMissing }: TreeCursor,
  text: string,
): SyntaxNode {
  return { ...node, start, text: text.slice(start, end), missing: nodeIsMissing };
}

/** It begins with its first part and ends with its last. */
function innerOf(node: Building, text: string): SyntaxNode {
  const [first, last] = [node.children[0] as SyntaxNode, node.children.at(-1) as SyntaxNode];
  return { ...node, start: first.start, text: text.slice(first.start, last.start + last.text.length), missing: false };
}
