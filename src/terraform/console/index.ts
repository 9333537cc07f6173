export { checkBareReferences } from './bare-references.ts';
export { formatType, formatValue } from './format-value.ts';
export { bareVariables, CONSOLE_SOURCE, type ConsoleAnswer, type ConsoleSession, startConsole } from './session.ts';
