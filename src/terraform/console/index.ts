export { formatType, formatValue } from './format-value.ts';
export { CONSOLE_SOURCE, type Console, type ConsoleAnswer, emptyConfiguration, startConsole } from './session.ts';
