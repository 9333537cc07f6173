/** Checks of texts that hold a document, where the provider reads more than its syntax. */
import { entriesOf, type Value } from '../../cty/index.ts';
import type { ProviderDiagnostic } from '../provider.ts';
import { batchDocumentError } from './batch-documents.ts';
import { containerDefinitionsError } from './container-definitions.ts';

type Check = (text: string) => string | undefined;

const CHECKS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  aws_ecs_task_definition: { container_definitions: containerDefinitionsError },
  aws_batch_job_definition: {
    container_properties: batchDocumentError('container_properties'),
    node_properties: batchDocumentError('node_properties'),
  },
};

export function validateDocuments(type: string, config: Value): ProviderDiagnostic[] {
  const checks = CHECKS[type];
  if (checks === undefined || config.state !== 'known') return [];
  return Object.entries(checks).flatMap(([name, check]): ProviderDiagnostic[] => {
    const value = entriesOf(config).get(name);
    const summary = value?.state === 'known' ? check(value.data as string) : undefined;
    if (summary === undefined) return [];
    return [{ severity: 'error', summary, detail: '', code: 'aws/document', path: [{ kind: 'attribute', name }] }];
  });
}
