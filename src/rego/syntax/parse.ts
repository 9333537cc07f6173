/**
 * The grammar of Rego, v0 (OPA 0.61) and v1 (OPA 1.x). The two differ in what counts as a keyword and in what a rule's
 * head demands. Parsing stops at a module's first problem, as OPA's does for the reader.
 */
import { type RegoError, regoError } from '../diagnostics.ts';
import type { Body, Module, ModuleSource } from './ast.ts';
import { readQuery } from './parser/body.ts';
import { Cursor, type Dialect, SyntaxProblem } from './parser/cursor.ts';
import { FUTURE_KEYWORDS } from './parser/keywords.ts';
import { readModule } from './parser/module.ts';

export type { Dialect };

export function parseModule(source: ModuleSource, dialect: Dialect): { module?: Module; error?: RegoError } {
  const { value: module, error } = attempt(source, () => readModule(new Cursor(source, dialect)));
  return { ...(module === undefined ? {} : { module }), ...(error === undefined ? {} : { error }) };
}

/** A query: a body without braces. All keywords are on. */
export function parseQuery(source: ModuleSource, dialect: Dialect = 'v1'): { body?: Body; error?: RegoError } {
  const { value: body, error } = attempt(source, () => readQuery(new Cursor(source, dialect, FUTURE_KEYWORDS)));
  return { ...(body === undefined ? {} : { body }), ...(error === undefined ? {} : { error }) };
}

function attempt<T>(source: ModuleSource, parse: () => T): { value?: T; error?: RegoError } {
  try {
    return { value: parse() };
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    return { error: regoError(problem.code, problem.message, source, problem.at) };
  }
}
