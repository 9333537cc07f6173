/** `bench list` and `bench show`: what there is to run. */
import type { Command } from 'commander';
import { CliError } from '../../errors.ts';
import { asUsage } from './as-usage.ts';

export function registerInstances(bench: Command): void {
  bench
    .command('list')
    .description('List the bundled data sets, or the instances of one.')
    .argument('[dataset]', 'a name or path')
    .option('--json', 'one instance a line as JSON')
    .action(listInstances);
  bench
    .command('show')
    .description('Show an instance: what is asked for, what is expected, the reference solution.')
    .argument('<instance>', 'the id of an instance')
    .option('--dataset <dataset>', 'where it is', 'bundled')
    .option('--json', 'as JSON')
    .action(showInstance);
}

async function listInstances(name: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const { bundledSets, loadDataset } = await import('../../../dataset/index.ts');
  const { textTable } = await import('../../../util/text-table.ts');
  const dataset = await asUsage(() => loadDataset(name ?? 'bundled'));
  if (json) {
    for (const instance of dataset) process.stdout.write(`${JSON.stringify(instance)}\n`);
    return;
  }
  const rows = dataset.instances.map((each) => [
    each.instance_id,
    each.difficulty ?? '',
    each.provider ?? '',
    each.base_files === undefined ? '' : 'mutation',
    each.tags.join(', '),
  ]);
  process.stdout.write(
    `${textTable(['instance', 'difficulty', 'provider', 'kind', 'tags'], rows)}\n\n${dataset.length} instances`,
  );
  const sets = bundledSets().map((set) => `bundled/${set}`);
  process.stdout.write(name === undefined ? `; data sets: bundled, ${sets.join(', ')}\n` : '\n');
}

async function showInstance(id: string, { dataset: name, json }: { dataset: string; json?: boolean }): Promise<void> {
  const { loadDataset } = await import('../../../dataset/index.ts');
  const instance = (await asUsage(() => loadDataset(name))).get(id);
  if (instance === undefined) throw new CliError(`${name} has no instance "${id}"; terrasmith bench list names them`);
  if (json) {
    process.stdout.write(`${JSON.stringify(instance, null, 2)}\n`);
    return;
  }
  const facts = [instance.difficulty, instance.provider, ...instance.tags].filter((fact) => fact !== undefined);
  const section = (title: string, files: Readonly<Record<string, string>> | undefined) =>
    Object.entries(files ?? {}).map(([path, text]) => `── ${title}: ${path} ──\n${text.trimEnd()}`);
  const expected = Object.entries(instance.expected_resources ?? {}).map(([type, count]) => `${type} × ${count}`);
  const parts = [
    `${instance.instance_id}\n${facts.join(' · ')}`,
    instance.problem_statement,
    expected.length > 0 ? `Expected: ${expected.join(', ')}` : '',
    ...section('to change', instance.base_files),
    ...section('reference', instance.gold_solution),
    ...section('policy', instance.policy === undefined ? {} : { 'policy.rego': instance.policy }),
  ];
  process.stdout.write(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
}
