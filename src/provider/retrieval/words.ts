/** Words as retrieval compares them: lower case, singular, letters and digits. */
const STOP_WORDS = new Set(
  (
    'a an and any are as at be been but by can do does each else for from has have if in into is it its make must my no not of on ' +
    'one only or our own please should so that the their them then there these they this those to two up us use used uses using was ' +
    'we what when where which will with within you your add allow also configuration configure create creates deploy called code ' +
    'enable ensure example file include given name named named need new provide provision resource setup set show sure terraform ' +
    'that value want write'
  ).split(' '),
);

/** The words of a text in order, without those that say nothing about what is wanted. */
export function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).filter((word) => !STOP_WORDS.has(singular(word))).map(stem);
}

/** All words of an identifier or a text, as stems. */
export function splitWords(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(stem);
}

/** Rough, and the same on both sides: versions, versioned and versioning are one word, encrypted and encryption are one. */
function stem(word: string): string {
  const single = singular(word);
  if (single.length <= 5) return single;
  const root = single.replace(/(?:ing|ion|ed|er)$/, '').replace(/e$/, '');
  return root.length >= 4 ? root : single;
}

/** `policies` policy, `addresses` address, `subnets` subnet; `dns`, `class`, `status` stay. */
export function singular(word: string): string {
  if (word.length <= 3 || !word.endsWith('s')) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return /(?:ss|us|is|ns|ws|os)$/.test(word) && !/(?:ions|ens|kens|ains|mains)$/.test(word) ? word : word.slice(0, -1);
}

/** Whether a text speaks of a name: all words of the name are in the text, or all but the last of three and more. */
export function relates(text: string): (name: string) => boolean {
  const said = new Set(splitWords(text));
  return (name) => {
    const words = splitWords(name);
    const told = words.filter((word) => said.has(word)).length;
    return told === words.length || (words.length >= 3 && told >= words.length - 1);
  };
}

/** Whether a text hints at a name: one word of some length is in both. */
export function touches(text: string): (name: string) => boolean {
  const said = new Set(splitWords(text));
  return (name) => splitWords(name).some((word) => word.length >= SOME_LENGTH && said.has(word));
}

const SOME_LENGTH = 4;
