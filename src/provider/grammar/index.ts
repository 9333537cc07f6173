export { type RequestGrammarOptions, requestGrammar } from './request-grammar.ts';
export { type GrammarOptions, type GrammarType, schemaGrammar } from './schema-grammar.ts';
