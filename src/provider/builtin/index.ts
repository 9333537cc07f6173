export * from './schema.ts';
export * from './terraform-provider.ts';
