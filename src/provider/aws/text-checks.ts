/** Checks of texts by hand: documents of which the provider reads more than the syntax, versions of engines. */
import { entriesOf, type Value } from '../../cty/index.ts';
import { goJsonFault, goTimeError } from '../facts/index.ts';
import type { ProviderDiagnostic } from '../provider.ts';
import { batchDocumentError } from './batch-documents.ts';
import { containerDefinitionsError } from './container-definitions.ts';
import { itemError } from './dynamodb-item.ts';
import { groupVersionErrors } from './elasticache.ts';

/** The titles of what is wrong. */
type Check = (text: string) => readonly string[];

const one =
  (check: (text: string) => string | undefined): Check =>
  (text) => {
    const title = check(text);
    return title === undefined ? [] : [title];
  };

/** What begins as JSON does is read as JSON, everything else as YAML, which is not looked into. */
const jsonOrYaml = (argument: string): Check =>
  one((text) => {
    const fault = /^\s*\{/.test(text) ? goJsonFault(text) : undefined;
    return fault && `"${argument}" contains an invalid JSON: ${fault.message}`;
  });

const BUDGET_TIME = '2006-01-02_15:04';
const budgetTime = (argument: string): Check =>
  one((text) => {
    const fault = goTimeError(text, BUDGET_TIME);
    return fault && `"${argument}" cannot be parsed as "${BUDGET_TIME}": ${fault}`;
  });

const CHECKS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  aws_ecs_task_definition: { container_definitions: one(containerDefinitionsError) },
  aws_dynamodb_table_item: { item: one(itemError) },
  aws_apigatewayv2_api: { body: jsonOrYaml('body') },
  aws_cloudformation_stack: { template_body: jsonOrYaml('template_body') },
  aws_elasticache_replication_group: { engine_version: groupVersionErrors },
  aws_budgets_budget: {
    time_period_start: budgetTime('time_period_start'),
    time_period_end: budgetTime('time_period_end'),
  },
  aws_batch_job_definition: {
    container_properties: one(batchDocumentError('container_properties')),
    node_properties: one(batchDocumentError('node_properties')),
  },
};

export function validateTexts(type: string, config: Value): ProviderDiagnostic[] {
  const checks = CHECKS[type];
  if (checks === undefined || config.state !== 'known') return [];
  return Object.entries(checks).flatMap(([name, check]): ProviderDiagnostic[] => {
    const value = entriesOf(config).get(name);
    const titles = value?.state === 'known' ? check(value.data as string) : [];
    const path = [{ kind: 'attribute', name } as const];
    return titles.map((summary) => ({ severity: 'error', summary, detail: '', code: 'aws/text', path }));
  });
}
