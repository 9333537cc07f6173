export * from './ast.ts';
export * from './scope.ts';
