/** Checks of texts that hold a document, where the provider reads more than its syntax. */
import { entriesOf, type Value } from '../../cty/index.ts';
import type { ProviderDiagnostic } from '../provider.ts';
import { containerDefinitionsError } from './container-definitions.ts';

type Check = (text: string) => string | undefined;

const CHECKS: Readonly<Record<string, readonly [attribute: string, check: Check]>> = {
  aws_ecs_task_definition: ['container_definitions', containerDefinitionsError],
};

export function validateDocuments(type: string, config: Value): ProviderDiagnostic[] {
  const [attribute, check] = CHECKS[type] ?? [];
  if (attribute === undefined || check === undefined || config.state !== 'known') return [];
  const value = entriesOf(config).get(attribute);
  const summary = value?.state === 'known' ? check(value.data as string) : undefined;
  if (summary === undefined) return [];
  const path = [{ kind: 'attribute', name: attribute } as const];
  return [{ severity: 'error', summary, detail: '', code: 'aws/document', path }];
}
