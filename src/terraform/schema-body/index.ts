export { type CompiledBody, compileBody, expressionsOf } from './compile.ts';
export { decodeBody } from './decode.ts';
export { type ExpandedBody, expandBody, iteratorNames } from './expand.ts';
export { locateDiagnostic, spanOfPath } from './path-span.ts';
export { ephemeralPaths, markSensitive, withoutWriteOnly } from './schema-marks.ts';
export { checkSteps } from './traversal.ts';
