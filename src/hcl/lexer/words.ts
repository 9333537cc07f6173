/** Where identifiers and numbers end. */

const ID_START = /\p{ID_Start}/u;
const ID_CONTINUE = /\p{ID_Continue}/u;

/** Of an ASCII character, 1: may start an identifier; 2: may continue one; 4: digit. */
export const CLASS = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const ch = String.fromCharCode(c);
  if (/[A-Za-z_]/.test(ch)) CLASS[c] = 3;
  else if (/[0-9]/.test(ch)) CLASS[c] = 6;
  else if (ch === '-') CLASS[c] = 2;
}

export function isIdentStart(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  if (c < 128) return ((CLASS[c] as number) & 1) !== 0;
  return at < text.length && ID_START.test(String.fromCodePoint(text.codePointAt(at) as number));
}

/** Offset after the identifier that starts at `at`, which is known to start one. */
export function identEnd(text: string, at: number): number {
  let i = at;
  for (;;) {
    const c = text.charCodeAt(i);
    if (c < 128) {
      if (((CLASS[c] as number) & 2) === 0) return i;
      i++;
    } else {
      if (i >= text.length) return i;
      const point = text.codePointAt(i) as number;
      const character = String.fromCodePoint(point);
      if (!ID_START.test(character) && !ID_CONTINUE.test(character)) return i;
      i += point > 0xffff ? 2 : 1;
    }
  }
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** digit (digit | '.' | [eE] [+-]? digit)*, not ending in a dot. */
export function numberEnd(text: string, at: number): number {
  let i = at + 1;
  let end = i;
  for (;;) {
    const c = text.charCodeAt(i);
    if (isDigit(c)) end = ++i;
    else if (c === 46) i++;
    else if (c === 101 || c === 69) {
      let j = i + 1;
      const sign = text.charCodeAt(j);
      if (sign === 43 || sign === 45) j++;
      if (!isDigit(text.charCodeAt(j))) return end;
      end = i = j + 1;
    } else return end;
  }
}
