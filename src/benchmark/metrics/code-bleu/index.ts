/**
 * CodeBLEU as IaC-DPO uses it: a quarter each of n-gram match, n-gram match by weight, sub-tree match by tree-sitter's HCL
 * grammar, and data-flow match. It measures likeness to the reference, which is not correctness.
 */
import { withoutComments } from './comments.ts';
import { dataFlowMatch, dataFlows } from './data-flow.ts';
import { ngramMatch, type TokenText, tokenText, weightedNgramMatch } from './ngram.ts';
import { type ShapeTable, subtreeShapes, syntaxMatch } from './syntax-match.ts';
import { loadTreeParser, type TreeParser } from './syntax-tree.ts';

export interface CodeBleu {
  /** As published: a data-flow match of 0, or none to be had, counts as 1. */
  readonly code_bleu: number;
  readonly ngram: number;
  readonly weighted_ngram: number;
  readonly syntax: number;
  /** Null where the reference has no data flow. */
  readonly data_flow: number | null;
}

export interface CodeBleuScorer {
  /** All texts between 0 and 1; equal texts with data flow give 1. */
  score(reference: string, candidate: string): CodeBleu;
  /** The text as it is to be compared: IaC-DPO leaves comments out. */
  withoutComments(text: string): string;
}

/** No reference is that long: what comes after cannot match, and a text of megabytes takes seconds. */
const MAX_LENGTH = 200_000;
const KEPT_REFERENCES = 600;
const MAX_SHAPES = 500_000;

interface Analysis {
  readonly text: TokenText;
  readonly shapes: readonly number[];
  readonly flows: readonly string[];
}

export async function createCodeBleu(): Promise<CodeBleuScorer> {
  const parser = await loadTreeParser();
  let shapes: ShapeTable = new Map();
  const references = new Map<string, Analysis>();
  const referenceFor = (text: string): Analysis => {
    const analysis = references.get(text) ?? analyse(text, parser, shapes);
    if (references.size >= KEPT_REFERENCES) references.clear();
    references.set(text, analysis);
    return analysis;
  };
  return {
    withoutComments: (text) => (/#|\/[/*]/.test(text) ? withoutComments(text, parser) : text),
    score(reference, candidate) {
      if (shapes.size > MAX_SHAPES) {
        shapes = new Map();
        references.clear();
      }
      return compareAnalyses(referenceFor(reference), analyse(candidate, parser, shapes));
    },
  };
}

function analyse(text: string, parser: TreeParser, table: ShapeTable): Analysis {
  const cut = text.slice(0, MAX_LENGTH).trim();
  const tree = parser.parse(cut);
  return { text: tokenText(cut), shapes: subtreeShapes(tree, table), flows: dataFlows(tree) };
}

function compareAnalyses(reference: Analysis, candidate: Analysis): CodeBleu {
  const ngram = ngramMatch(reference.text, candidate.text);
  const weighted_ngram = weightedNgramMatch(reference.text, candidate.text);
  const syntax = syntaxMatch(reference.shapes, candidate.shapes);
  const data_flow = dataFlowMatch(reference.flows, candidate.flows);
  return {
    code_bleu: (ngram + weighted_ngram + syntax + (data_flow || 1)) / 4,
    ngram,
    weighted_ngram,
    syntax,
    data_flow,
  };
}
