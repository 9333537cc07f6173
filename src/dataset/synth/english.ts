/** The little grammar that prompts need. */

/** `a` or `an`, by how the word is spoken: an SQS queue, a NAT gateway. */
export function withArticle(noun: string): string {
  const [word = ''] = noun.split(/[\s-]/);
  const spelled = /^[A-Z][A-Z0-9]+s?$/.test(word) && !SPOKEN.has(word);
  const vowel = spelled ? /^[AEFHILMNORSX]/.test(word) : /^[aeioAEIO]|^u(?!ni|se)|^hour/.test(word);
  return `${vowel ? 'an' : 'a'} ${noun}`;
}

/** Abbreviations that are spoken as words. */
const SPOKEN = new Set(['NAT', 'WAF', 'SAML', 'LAN', 'RAM', 'DAX', 'SIP', 'FIFO']);

export function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** `a, b and c`. */
export function enumeration(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Ends a sentence once. */
export function sentence(text: string): string {
  const plain = text.trim().replaceAll(/\s+/g, ' ');
  // Identifiers stay as they are.
  const whole = /^\S*[_.]/.test(plain.split(' ')[0] ?? '') ? plain : capitalised(plain);
  return /[.!?:]$/.test(whole) ? whole : `${whole}.`;
}

/** `has a visibility timeout` for `have`: what follows "should". */
export function infinitive(phrase: string): string {
  if (phrase.startsWith('never ')) return `never ${infinitive(phrase.slice(6))}`;
  return phrase.replace(
    /^(\S+)/,
    (verb) =>
      IRREGULAR[verb] ??
      verb
        .replace(/(ss|sh|ch|x)es$/, '$1')
        .replace(/(\w\w)ies$/, '$1y')
        .replace(/(\w)ies$/, '$1ie')
        .replace(/([^s])s$/, '$1'),
  );
}

const IRREGULAR: Readonly<Record<string, string>> = {
  is: 'be',
  has: 'have',
  does: 'do',
  goes: 'go',
  "isn't": 'not be',
  "doesn't": 'not',
};

/** Whether a verb phrase has a word like "may" already, so that no "must" can stand before it. */
export const isModal = (phrase: string): boolean => /^(may|can|must|should) /.test(phrase);
