/** Markdown's fenced code blocks, as models write them: indented, unclosed, with the file's name in many places. */
export interface FencedBlock {
  /** First word after the opening fence, in lower case; may be empty. */
  readonly label: string;
  /** File name from the fence's own line, the heading above it, or a comment on its first line. */
  readonly path?: string;
  readonly code: string;
  /** False where the text ended before the fence did. */
  readonly closed: boolean;
}

const OPENING = /^\s*(?:>\s*)?(`{3,}|~{3,})[ \t]*([^`]*)$/;
const PATH =
  /(?:^|[\s"'`=:(*/\\])((?:[\w.-]+\/)*[\w.-]+\.(?:tf\.json|tfvars|tftpl|tpl|tf|json|ya?ml|sh|py|js|zip|txt|conf|rego))(?=$|[\s"'`,:)*])/;
const COMMENT_PATH =
  /^\s*(?:#+|\/\/+|\/\*+)[\s\-=*`]*(?:file(?:name)?:?\s*)?`?((?:[\w.-]+\/)*[\w.-]+\.(?:tf\.json|tfvars|tftpl|tf|json|ya?ml|sh|py))[\s\-=*`:/]*$/i;

export function findFences(text: string): { blocks: FencedBlock[] } {
  const blocks: FencedBlock[] = [];
  const lines = text.split('\n');
  let above = '';
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string;
    const opening = OPENING.exec(line);
    if (opening === null) {
      if (line.trim() !== '') above = line.slice(0, 200);
      continue;
    }
    const fence = opening[1] as string;
    const end = closingLine(lines, index + 1, fence);
    const code = lines.slice(index + 1, end);
    blocks.push(block((opening[2] ?? '').trim(), above, code, end < lines.length));
    above = '';
    index = end;
  }
  return { blocks };
}

function closingLine(lines: readonly string[], from: number, fence: string): number {
  for (let index = from; index < lines.length; index++) {
    const line = (lines[index] as string).trim().replace(/^>\s*/, '');
    if (line.length >= fence.length && line === (fence[0] as string).repeat(line.length)) return index;
  }
  return lines.length;
}

function block(info: string, above: string, code: readonly string[], closed: boolean): FencedBlock {
  const label = (/^[\w.+-]+/.exec(info)?.[0] ?? '').toLowerCase();
  const path =
    PATH.exec(info.slice(0, 200))?.[1] ?? COMMENT_PATH.exec((code[0] ?? '').slice(0, 200))?.[1] ?? pathAbove(above);
  return {
    label,
    ...(path === undefined ? {} : { path }),
    code: `${code.join('\n').replaceAll('\r\n', '\n').trimEnd()}\n`,
    closed,
  };
}

/** `### main.tf`, `**main.tf**`, `` `main.tf`: ``, `1. main.tf`, `File: main.tf`; a sentence that mentions a file is no name. */
function pathAbove(line: string): string | undefined {
  const path = PATH.exec(line)?.[1];
  if (path === undefined) return undefined;
  const rest = line.replace(path, '').replace(/[#*`:_\s().\d-]|file(?:name)?/gi, '');
  const named = /^\s*(?:#{1,6}\s|\*\*)/.test(line) || /:\s*\**$/.test(line);
  return rest.length === 0 || (named && line.length < 100) ? path : undefined;
}
