/**
 * A grammar of Terraform's language for models that may not know it: what follows it parses. HCL refuses an argument that is
 * set twice, and no grammar can remember names; so initials are dealt out to classes, and a body may use each class once.
 */
const CLASSES = ['qry', 'hiw', 'elv', 'mp', 'js', 'abgz', 'otu', 'cdk', 'fnx'] as const;
const ALL = (1 << CLASSES.length) - 1;

const FUNCTIONS =
  'jsonencode format join concat merge lookup toset tolist length lower upper split file cidrsubnet base64encode element flatten'.split(
    ' ',
  );

const RULES = `
root ::= "\`\`\`hcl\\n" file "\`\`\`" | file
file ::= ("# main.tf\\n")? block{1,10}
block ::= head "{\\n" b0 "}\\n" "\\n"?
head ::= ("resource" | "data") " \\"" type "\\" " label " " | ("variable" | "output" | "provider") " " label " " | "locals "
type ::= [a-z] [a-z0-9]{1,11} "_" [a-z] [a-z0-9_]{1,40}
label ::= "\\"" [a-z] [a-z0-9_-]{0,30} "\\""
nested ::= ws name (" " label)? " {\\n" b0 ws "}\\n"
ws ::= " "{0,12}
equals ::= " "{1,16} "= " (heredoc | expr) "\\n" "\\n"?
name ::= [a-z] [a-z0-9_]{0,40}
expr ::= string | number | "true" | "false" | "null" | list | object | call | reference
number ::= "-"? ("0" | [1-9] [0-9]{0,9}) ("." [0-9]{1,4})?
string ::= "\\"" piece{0,100} "\\""
piece ::= [^"\\\\$%\\x00-\\x1f\\x7f] | "\\\\" ["\\\\nt] | "\${" reference "}"
heredoc ::= "<<EOF\\n" line{0,40} "EOF"
line ::= " "{1,12} [^\\\\$%\\x00-\\x1f\\x7f]{0,100} "\\n"
sp ::= (" " | "\\n" " "{0,12})?
list ::= "[" sp (expr ("," sp expr){0,8} ","? sp)? "]"
object ::= "{" (" " | "\\n" ws) (pair (("," " "? | ","? "\\n" ws) pair){0,10} ","? (" " | "\\n" ws))? "}"
pair ::= (word | string) " = " expr
call ::= (${FUNCTIONS.map((name) => `"${name}"`).join(' | ')}) "(" (expr ("," " " expr){0,4})? ")"
reference ::= word ("." name | "[" [0-9] "]"){1,4}
word ::= [a-eg-zA-Z_] [a-zA-Z0-9_]{0,40} | "f" ([a-np-z0-9_] [a-zA-Z0-9_]{0,40})?
`;

/** GBNF. Bodies are rules b0, b1, …, by the set of classes whose argument is written already. */
export function hclGrammar(): string {
  const rules = [RULES.trim()];
  for (const [index, initials] of CLASSES.entries()) {
    rules.push(`c${index} ::= ws [${initials}] [a-z0-9_]{0,40} equals`);
  }
  for (let used = 0; used <= ALL; used++) {
    const free = CLASSES.map((_, index) => index).filter((index) => (used & (1 << index)) === 0);
    const next = free.map((index) => `c${index} b${used | (1 << index)}`);
    rules.push(`b${used} ::= ${[...next, `nested b${used}`, '""'].join(' | ')}`);
  }
  return rules.join('\n');
}
