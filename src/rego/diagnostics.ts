import type { ModuleSource } from './syntax/ast.ts';

/** A problem of a policy: of its text, found by the compiler, or met in evaluation. Codes are OPA's. */
export interface RegoError {
  readonly code:
    | 'rego_parse_error'
    | 'rego_compile_error'
    | 'rego_unsafe_var_error'
    | 'rego_recursion_error'
    | 'rego_type_error'
    | 'eval_internal_error'
    | 'eval_builtin_error'
    | 'eval_type_error'
    | 'eval_conflict_error'
    | 'eval_cancel_error'
    | 'eval_with_merge_error';
  readonly message: string;
  readonly file: string;
  /** 1-based; 0 where the problem has no place. */
  readonly row: number;
  /** 1-based, in bytes, as OPA counts. */
  readonly col: number;
}

export function regoError(
  code: RegoError['code'],
  message: string,
  source: ModuleSource | undefined,
  at: number | undefined,
): RegoError {
  if (source === undefined || at === undefined || at < 0) {
    return { code, message, file: source?.name ?? '', row: 0, col: 0 };
  }
  const { row, col } = positionAt(source.text, at);
  return { code, message, file: source.name, row, col };
}

export function positionAt(text: string, at: number): { row: number; col: number } {
  let row = 1;
  let lineStart = 0;
  for (let index = text.indexOf('\n'); index !== -1 && index < at; index = text.indexOf('\n', lineStart)) {
    row++;
    lineStart = index + 1;
  }
  return { row, col: Buffer.byteLength(text.slice(lineStart, at)) + 1 };
}

/** As OPA prints an error: `file:row: code: message`. */
export function errorText(error: RegoError): string {
  const place = error.row > 0 ? `${error.file}:${error.row}: ` : '';
  return `${place}${error.code}: ${error.message}`;
}

/** Carries an error out of the evaluation it ends; caught in `evaluate`, nowhere else. */
export class EvaluationFailure extends Error {
  readonly error: RegoError;
  constructor(error: RegoError) {
    super(errorText(error));
    this.error = error;
  }
}
