/** Preferred and dispreferred answers brought to one form, so that a model learns the difference and not the layout. */
import type { Files } from './pair.ts';

const CREDENTIALS: readonly (readonly [RegExp, string])[] = [
  [/\b(AKIA|ASIA)[0-9A-Z]{16}\b/g, '$1XXXXXXXXXXXXXXXX'],
  [/-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]*?-----END \1PRIVATE KEY-----/g, 'PRIVATE-KEY'],
  [/\b(gh[pousr]_)\w{20,}\b/g, '$1XXXXXXXXXXXXXXXXXXXX'],
  [/\b(xox[abp]-)[\w-]{10,}/g, '$1XXXXXXXXXX'],
  [
    /^(\s*(?:secret_key|secret_access_key|client_secret|api_token|api_key|access_token)\s*=\s*)"[^"$]+"/gm,
    '$1"REDACTED"',
  ],
];

/** Without comments and credentials, in `fmt`'s layout. A text that `fmt` cannot read keeps its own layout. */
export function normalised(files: Files, format: (text: string) => string): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      `${format(plain(text))
        .replaceAll(/\n{3,}/g, '\n\n')
        .trim()}\n`,
    ]),
  );
}

const plain = (text: string): string => withoutCredentials(withoutComments(text));

/** Keys and tokens by their form, and secrets by the names of their arguments, replaced by placeholders. */
export function withoutCredentials(text: string): string {
  return CREDENTIALS.reduce((now, [secret, instead]) => now.replaceAll(secret, instead), text);
}

/** Comments that have lines of their own; a `#` inside of a text or a heredoc stays. */
function withoutComments(text: string): string {
  let heredoc: string | undefined;
  let block = false;
  const kept = text.split('\n').filter((line) => {
    if (heredoc !== undefined) {
      if (line.trim() === heredoc) heredoc = undefined;
      return true;
    }
    if (block) {
      block = !line.includes('*/');
      return false;
    }
    if (/^\s*\/\*/.test(line)) {
      block = !line.includes('*/');
      return false;
    }
    heredoc = /<<-?(\w+)\s*$/.exec(line)?.[1];
    return !/^\s*(#|\/\/)/.test(line);
  });
  return kept.join('\n');
}
