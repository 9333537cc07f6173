/** A policy in the syntax before OPA 1.0 as one in that of 1.x, where rules begin at the start of a line. */
export function asV1(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (!/^[A-Za-z_]/.test(line) || /^(package|import|default|else)\b/.test(line) || /\bif\s*\{?/.test(line))
        return line;
      const member = /^([A-Za-z_]\w*)\[([^\]]+)\]\s*\{(.*)$/.exec(line);
      if (member !== null) return `${member[1]} contains ${member[2]} if {${member[3]}`;
      const rule = /^([A-Za-z_]\w*(?:\([^)]*\))?(?:\s*:?=\s*[^{]+?)?)\s*\{(.*)$/.exec(line);
      return rule === null ? line : `${rule[1]} if {${rule[2]}`;
    })
    .join('\n');
}
