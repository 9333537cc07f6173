/** What Go's encoding/json says of a text that is not JSON; nothing where it is. */

export function goJsonError(text: string): string | undefined {
  return goJsonFault(text)?.message;
}

/** Where it stops: the index of the character in the text, and how many bytes it has read then. */
export interface JsonFault {
  readonly message: string;
  readonly index: number;
  readonly offset: number;
}

export function goJsonFault(text: string): JsonFault | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const { message, index } = firstProblem(text);
    return { message, index, offset: Buffer.byteLength(text.slice(0, index + 1)) };
  }
}

function firstProblem(text: string): { readonly message: string; readonly index: number } {
  const reader = { index: 0 };
  const message = readTo(text, reader);
  return { message, index: Math.min(reader.index, text.length) };
}

/** A scanner with Go's states, so that the message names the same character and the same expectation. */
function readTo(text: string, at: { index: number }): string {
  const stack: ('object' | 'array')[] = [];
  let expecting: 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'after' = 'value';
  const named = (char: string): string => (char === "'" ? `'\\''` : char === '"' ? `'"'` : `'${char}'`);
  const bad = (context: string): string => `invalid character ${named(printable(text[at.index] as string))} ${context}`;
  const printable = (char: string): string => {
    const code = char.charCodeAt(0);
    if (char === '\n') return '\\n';
    if (char === '\t') return '\\t';
    if (char === '\r') return '\\r';
    return code < 32 ? `\\x${code.toString(16).padStart(2, '0')}` : char;
  };
  while (at.index < text.length) {
    const char = text[at.index] as string;
    if (char === ' ' || char === '\t' || char === '\n' || char === '\r') {
      at.index++;
      continue;
    }
    if (expecting === 'value' || expecting === 'value or ]') {
      if (char === ']' && expecting === 'value or ]') {
        stack.pop();
        expecting = 'after';
        at.index++;
      } else if (char === '{') {
        stack.push('object');
        expecting = 'key or }';
        at.index++;
      } else if (char === '[') {
        stack.push('array');
        expecting = 'value or ]';
        at.index++;
      } else if (char === '"') {
        const problem = stringProblem();
        if (problem !== undefined) return problem;
        expecting = 'after';
      } else if (/[-0-9]/.test(char)) {
        const problem = numberProblem();
        if (problem !== undefined) return problem;
        expecting = 'after';
      } else {
        const word = { t: 'true', f: 'false', n: 'null' }[char];
        if (word === undefined) return bad('looking for beginning of value');
        for (let k = 1; k < word.length; k++) {
          at.index++;
          if (at.index >= text.length) return 'unexpected end of JSON input';
          if (text[at.index] !== word[k]) return bad(`in literal ${word} (expecting '${word[k]}')`);
        }
        at.index++;
        expecting = 'after';
      }
    } else if (expecting === 'key' || expecting === 'key or }') {
      if (char === '}' && expecting === 'key or }') {
        stack.pop();
        expecting = 'after';
        at.index++;
      } else if (char === '"') {
        const problem = stringProblem();
        if (problem !== undefined) return problem;
        expecting = ':';
      } else return bad('looking for beginning of object key string');
    } else if (expecting === ':') {
      if (char !== ':') return bad('after object key');
      expecting = 'value';
      at.index++;
    } else {
      const top = stack.at(-1);
      if (top === undefined) return bad('after top-level value');
      if (char === ',') expecting = top === 'object' ? 'key' : 'value';
      else if (char === (top === 'object' ? '}' : ']')) stack.pop();
      else return bad(top === 'object' ? 'after object key:value pair' : 'after array element');
      at.index++;
    }
  }
  return 'unexpected end of JSON input';

  function stringProblem(): string | undefined {
    at.index++;
    for (;;) {
      if (at.index >= text.length) return 'unexpected end of JSON input';
      const char = text[at.index] as string;
      if (char === '"') {
        at.index++;
        return undefined;
      }
      if (char.charCodeAt(0) < 32) return bad('in string literal');
      if (char === '\\') {
        at.index++;
        if (at.index >= text.length) return 'unexpected end of JSON input';
        if (text[at.index] === 'u') {
          for (let k = 0; k < 4; k++) {
            at.index++;
            if (at.index >= text.length) return 'unexpected end of JSON input';
            if (!/[0-9a-fA-F]/.test(text[at.index] as string)) return bad('in \\u hexadecimal character escape');
          }
        } else if (!'"\\/bfnrt'.includes(text[at.index] as string)) return bad('in string escape code');
      }
      at.index++;
    }
  }

  function numberProblem(): string | undefined {
    if (text[at.index] === '-') at.index++;
    if (at.index >= text.length) return 'unexpected end of JSON input';
    if (!/[0-9]/.test(text[at.index] as string)) return bad('in numeric literal');
    if (text[at.index] === '0') at.index++;
    else while (/[0-9]/.test(text[at.index] ?? '')) at.index++;
    if (text[at.index] === '.') {
      at.index++;
      if (at.index >= text.length) return 'unexpected end of JSON input';
      if (!/[0-9]/.test(text[at.index] as string)) return bad('after decimal point in numeric literal');
      while (/[0-9]/.test(text[at.index] ?? '')) at.index++;
    }
    if (/[eE]/.test(text[at.index] ?? '')) {
      at.index++;
      if (/[-+]/.test(text[at.index] ?? '')) at.index++;
      if (at.index >= text.length) return 'unexpected end of JSON input';
      if (!/[0-9]/.test(text[at.index] as string)) return bad('in exponent of numeric literal');
      while (/[0-9]/.test(text[at.index] ?? '')) at.index++;
    }
    return undefined;
  }
}
