import { Option } from 'commander';

/** What answers are held to while a local model, or a server that knows grammars, writes them. */
export const constrainOption = () =>
  new Option(
    '--constrain <how>',
    'local models: none, syntax (every answer parses), schema (arguments and values that the provider has), trained (the same, for models trained on Terraform)',
  ).choices(['none', 'syntax', 'schema', 'trained']);
