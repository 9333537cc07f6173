/** How much an answer is like the reference: IaC-DPO compares what `terraform fmt` writes, without comments. */
import { sideTable } from '../util/side-table.ts';
import { formatConfiguration } from '../verify/index.ts';
import { type CodeBleu, createCodeBleu } from './metrics/code-bleu/index.ts';

type Texts = Readonly<Record<string, string>>;

/** Undefined where there is no reference. */
export type Likeness = (reference: Texts | undefined, files: Texts) => CodeBleu | undefined;

const MAX_LENGTH = 500_000;

export async function createLikeness(): Promise<Likeness> {
  const scorer = await createCodeBleu();
  const references = sideTable<Texts, string>();
  const wholeText = (files: Texts): string => {
    const paths = Object.keys(files).filter((path) => path.endsWith('.tf'));
    const texts = paths.sort().map((path) => files[path]);
    return formatConfiguration(scorer.withoutComments(texts.join('\n').slice(0, MAX_LENGTH)));
  };
  const referenceText = (files: Texts): string => {
    const text = references.get(files) ?? wholeText(files);
    references.set(files, text);
    return text;
  };
  return (reference, files) =>
    reference === undefined ? undefined : scorer.score(referenceText(reference), wholeText(files));
}
