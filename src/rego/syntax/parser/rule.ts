/** Rules: a head, its bodies, and the branches after them. */
import type { Annotation, Rule, Term } from '../ast.ts';
import { readRuleBody } from './body.ts';
import { type Cursor, SyntaxProblem } from './cursor.ts';
import { readInfix } from './expression.ts';
import { type Head, readHead } from './head.ts';

/** What the rules of one statement share. */
type Base = Omit<Rule, 'ref' | 'body' | 'value' | 'member'>;

/** What a head says that a rule makes. */
type Result = Pick<Rule, 'ref' | 'value' | 'member'>;

// Rule = [ "default" ] Head [ "if" ] [ Body ] { "else" … | Body }
export function readRules(cursor: Cursor, annotation: Annotation | undefined): Rule[] {
  const start = cursor.peek();
  const isDefault = cursor.isKeyword('default');
  if (isDefault) cursor.take();
  const head = readHead(cursor);
  const base: Base = {
    at: start.at,
    isDefault,
    assigned: head.assigned,
    ...(annotation === undefined ? {} : { annotations: annotation }),
    ...(head.args === undefined ? {} : { args: head.args }),
  };
  if (isDefault) return [finishDefault(cursor, head, base)];
  const hasIf = cursor.isKeyword('if');
  const hasBody = hasIf || cursor.isPunctuation('{');
  if (cursor.dialect === 'v1') checkStrictHead(head, hasIf, hasBody);
  const result = resultOf(head, hasIf, cursor);
  if (hasBody) return finishBodies(cursor, base, result, hasIf);
  if (head.value === undefined && result.member === undefined) checkBare(cursor, head);
  const otherwise = readElse(cursor, base, result, false);
  return [{ ...base, ...result, body: [], end: cursor.previousEnd(), ...(otherwise ? { otherwise } : {}) }];
}

function finishDefault(cursor: Cursor, { ref, value, member, at }: Head, base: Base): Rule {
  if (value === undefined) cursor.fail('default rules must have a value');
  if (member !== undefined) throw new SyntaxProblem('illegal default rule (partial set)', at);
  const odd = variablePart(value);
  if (odd !== undefined) {
    throw new SyntaxProblem(`illegal default rule (value cannot contain ${odd})`, base.at);
  }
  return { ...base, ref, value, body: [], end: cursor.previousEnd() };
}

/** What in a term is not constant: a variable, a reference, a call. Comprehensions may contain any of these. */
function variablePart(term: Term): string | undefined {
  switch (term.kind) {
    case 'var':
    case 'ref':
    case 'call':
      return term.kind;
    case 'array':
    case 'set':
      return term.elements.map(variablePart).find((part) => part !== undefined);
    case 'object':
      return term.entries.flatMap((pair) => pair.map(variablePart)).find((part) => part !== undefined);
    default:
      return undefined;
  }
}

/** What v1 demands: `if` before a body, `contains` for a member. */
function checkStrictHead(head: Head, hasIf: boolean, hasBody: boolean): void {
  if (hasBody && !hasIf) throw new SyntaxProblem('`if` keyword is required before rule body', head.at);
  if (head.value !== undefined || head.member !== undefined || hasIf || head.args !== undefined) return;
  if (head.ref.length === 2) {
    throw new SyntaxProblem('`contains` keyword is required for partial set rules', head.at);
  }
}

/** In v0 `p[x]` without `if` is a partial set; a head that says nothing else is true. */
function resultOf({ ref, args, member, value, at }: Head, hasIf: boolean, { dialect }: Cursor): Result {
  if (member !== undefined) return { ref, member };
  if (value !== undefined) return { ref, value };
  if (ref.length === 2 && !hasIf && args === undefined && dialect === 'v0') {
    return { ref: ref.slice(0, 1), member: ref[1] as Term };
  }
  return { ref, value: { kind: 'scalar', value: true, at } };
}

/** A head alone is no rule. */
function checkBare({ dialect }: Cursor, { ref, at }: Head): void {
  const name = ref[0]?.kind === 'var' ? ref[0].name : 'rule';
  if (ref.length < 2) throw new SyntaxProblem(`var cannot be used for rule name`, at);
  if (dialect === 'v1') throw new SyntaxProblem(`rule ${name} must have value assignment and/or body`, at);
}

/** A body with its branches, or several bodies of the same head: a rule each. */
function finishBodies(cursor: Cursor, base: Base, result: Result, hasIf: boolean): Rule[] {
  const body = readRuleBody(cursor, hasIf);
  const end = cursor.previousEnd();
  const otherwise = readElse(cursor, base, result, true);
  const rules: Rule[] = [{ ...base, ...result, body, end, ...(otherwise ? { otherwise } : {}) }];
  while (otherwise === undefined && !hasIf && cursor.isPunctuation('{')) {
    const { at } = cursor.peek();
    const next = readRuleBody(cursor, false);
    rules.push({ ...base, at, ...result, body: next, end: cursor.previousEnd() });
  }
  return rules;
}

// Else = "else" [ ( "=" | ":=" ) Term ] [ "if" ] [ Body ] [ Else ]
function readElse(cursor: Cursor, base: Base, { ref, member }: Result, hadBody: boolean): Rule | undefined {
  if (!cursor.isKeyword('else')) return undefined;
  const { at } = cursor.take();
  if (!hadBody && cursor.dialect === 'v1') throw new SyntaxProblem('else keyword cannot be used without a body', at);
  if (member !== undefined) throw new SyntaxProblem('else keyword cannot be used on partial rules', at);
  const given = readElseValue(cursor);
  const value: Term = given ?? { kind: 'scalar', value: true, at };
  const hasIf = cursor.isKeyword('if');
  if (!hasIf && !cursor.isPunctuation('{')) {
    if (given === undefined) cursor.fail('expected else value term or rule body');
    return { ...base, at, ref, value, body: [], end: cursor.previousEnd() };
  }
  if (cursor.dialect === 'v1' && !hasIf) throw new SyntaxProblem('`if` keyword is required before rule body', at);
  const body = readRuleBody(cursor, hasIf);
  const end = cursor.previousEnd();
  const otherwise = readElse(cursor, base, { ref, value }, true);
  return { ...base, at, ref, value, body, end, ...(otherwise ? { otherwise } : {}) };
}

function readElseValue(cursor: Cursor): Term | undefined {
  if (!cursor.isPunctuation('=') && !cursor.isPunctuation(':=')) return undefined;
  cursor.take();
  return readInfix(cursor);
}
