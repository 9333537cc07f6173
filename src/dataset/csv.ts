export interface CsvRow {
  /** 1-based line where the row starts: a quoted field may span lines. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a CSV text (RFC 4180): quoted fields may hold commas, newlines and doubled quotes; CRLF and LF both end a
 * row; a byte-order mark and blank lines are ignored. A quote that is never closed runs to the end of the text.
 */
export function parseCsv(input: string): CsvRow[] {
  const text = input.startsWith('\uFEFF') ? input.slice(1) : input;
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let rowLine = 1;
  let position = 0;
  const endRow = () => {
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: rowLine, cells });
    cells = [];
    rowLine = line;
  };
  while (position < text.length) {
    const field = text[position] === '"' ? quotedField(text, position) : plainField(text, position);
    cells.push(field.value);
    line += field.newlines;
    position = field.end;
    if (text[position] === ',') {
      position++;
      if (position === text.length) cells.push('');
      continue;
    }
    if (position < text.length) {
      position += text.startsWith('\r\n', position) ? 2 : 1;
      line++;
    }
    endRow();
  }
  if (cells.length > 0) endRow();
  return rows;
}

interface Field {
  readonly value: string;
  readonly end: number;
  readonly newlines: number;
}

function quotedField(text: string, start: number): Field {
  let value = '';
  let position = start + 1;
  for (;;) {
    const quote = text.indexOf('"', position);
    if (quote < 0) return field(value + text.slice(position), text.length);
    value += text.slice(position, quote);
    if (text[quote + 1] !== '"') {
      const tail = plainField(text, quote + 1);
      return field(value + tail.value, tail.end);
    }
    value += '"';
    position = quote + 2;
  }
}

function plainField(text: string, start: number): Field {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++;
  return field(text.slice(start, end), end);
}

function field(value: string, end: number): Field {
  let newlines = 0;
  for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) newlines++;
  return { value, end, newlines };
}
