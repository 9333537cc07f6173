export * from './root-variables.ts';
export * from './tfvars.ts';
