/** Types of the blocks of a configuration's text, with repetitions, whether or not the text can be parsed. */
export function typesIn(text: string, block: 'resource' | 'data'): string[] {
  return [...text.matchAll(new RegExp(`^\\s*${block}\\s+"([a-z][\\w-]*)"\\s+"[^"]*"`, 'gm'))].map(
    (each) => each[1] as string,
  );
}
