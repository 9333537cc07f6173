/** What Go's encoding/json says of a text that is not JSON; nothing where it is. */

export function goJsonError(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return firstProblem(text);
  }
}

/** A scanner with Go's states, so that the message names the same character and the same expectation. */
function firstProblem(text: string): string {
  const stack: ('object' | 'array')[] = [];
  let expecting: 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'after' = 'value';
  let i = 0;
  const named = (char: string): string => (char === "'" ? `'\\''` : char === '"' ? `'"'` : `'${char}'`);
  const bad = (context: string): string => `invalid character ${named(printable(text[i] as string))} ${context}`;
  const printable = (char: string): string => {
    const code = char.charCodeAt(0);
    if (char === '\n') return '\\n';
    if (char === '\t') return '\\t';
    if (char === '\r') return '\\r';
    return code < 32 ? `\\x${code.toString(16).padStart(2, '0')}` : char;
  };
  while (i < text.length) {
    const char = text[i] as string;
    if (char === ' ' || char === '\t' || char === '\n' || char === '\r') {
      i++;
      continue;
    }
    if (expecting === 'value' || expecting === 'value or ]') {
      if (char === ']' && expecting === 'value or ]') {
        stack.pop();
        expecting = 'after';
        i++;
      } else if (char === '{') {
        stack.push('object');
        expecting = 'key or }';
        i++;
      } else if (char === '[') {
        stack.push('array');
        expecting = 'value or ]';
        i++;
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
          i++;
          if (i >= text.length) return 'unexpected end of JSON input';
          if (text[i] !== word[k]) return bad(`in literal ${word} (expecting '${word[k]}')`);
        }
        i++;
        expecting = 'after';
      }
    } else if (expecting === 'key' || expecting === 'key or }') {
      if (char === '}' && expecting === 'key or }') {
        stack.pop();
        expecting = 'after';
        i++;
      } else if (char === '"') {
        const problem = stringProblem();
        if (problem !== undefined) return problem;
        expecting = ':';
      } else return bad('looking for beginning of object key string');
    } else if (expecting === ':') {
      if (char !== ':') return bad('after object key');
      expecting = 'value';
      i++;
    } else {
      const top = stack.at(-1);
      if (top === undefined) return bad('after top-level value');
      if (char === ',') expecting = top === 'object' ? 'key' : 'value';
      else if (char === (top === 'object' ? '}' : ']')) stack.pop();
      else return bad(top === 'object' ? 'after object key:value pair' : 'after array element');
      i++;
    }
  }
  return 'unexpected end of JSON input';

  function stringProblem(): string | undefined {
    i++;
    for (;;) {
      if (i >= text.length) return 'unexpected end of JSON input';
      const char = text[i] as string;
      if (char === '"') {
        i++;
        return undefined;
      }
      if (char.charCodeAt(0) < 32) return bad('in string literal');
      if (char === '\\') {
        i++;
        if (i >= text.length) return 'unexpected end of JSON input';
        if (text[i] === 'u') {
          for (let k = 0; k < 4; k++) {
            i++;
            if (i >= text.length) return 'unexpected end of JSON input';
            if (!/[0-9a-fA-F]/.test(text[i] as string)) return bad('in \\u hexadecimal character escape');
          }
        } else if (!'"\\/bfnrt'.includes(text[i] as string)) return bad('in string escape code');
      }
      i++;
    }
  }

  function numberProblem(): string | undefined {
    if (text[i] === '-') i++;
    if (i >= text.length) return 'unexpected end of JSON input';
    if (!/[0-9]/.test(text[i] as string)) return bad('in numeric literal');
    if (text[i] === '0') i++;
    else while (/[0-9]/.test(text[i] ?? '')) i++;
    if (text[i] === '.') {
      i++;
      if (i >= text.length) return 'unexpected end of JSON input';
      if (!/[0-9]/.test(text[i] as string)) return bad('after decimal point in numeric literal');
      while (/[0-9]/.test(text[i] ?? '')) i++;
    }
    if (/[eE]/.test(text[i] ?? '')) {
      i++;
      if (/[-+]/.test(text[i] ?? '')) i++;
      if (i >= text.length) return 'unexpected end of JSON input';
      if (!/[0-9]/.test(text[i] as string)) return bad('in exponent of numeric literal');
      while (/[0-9]/.test(text[i] ?? '')) i++;
    }
    return undefined;
  }
}
