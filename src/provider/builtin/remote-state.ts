/** The data source terraform_remote_state: the outputs of another configuration's state. Only a state file in the folder is read. */
import {
  DYNAMIC,
  entriesOf,
  fromJson,
  isWhollyKnown,
  known,
  objectValue,
  typeFromJson,
  unknownOf,
  type Value,
} from '../../cty/index.ts';
import type { FolderFiles } from '../behaviour/behaviour.ts';
import type { ProviderDiagnostic, ReadResponse } from '../provider.ts';

interface StateJson {
  readonly outputs?: Readonly<Record<string, { readonly value: unknown; readonly type: unknown }>>;
}

export function readRemoteState(
  config: Value,
  options: { readonly cloud?: 'absent' | 'assumed'; readonly files?: FolderFiles },
): ReadResponse {
  const given = entriesOf(config as Value & { state: 'known' });
  const backend = given.get('backend');
  const withOutputs = (outputs: Value): Value =>
    known(config.type, new Map([...given].map(([name, value]) => [name, name === 'outputs' ? outputs : value])));
  const fail = (summary: string, detail: string): ReadResponse => ({
    state: withOutputs(unknownOf(DYNAMIC)),
    diagnostics: [problem(summary, detail)],
  });
  if (!isWhollyKnown(config)) return { state: withOutputs(unknownOf(DYNAMIC)), diagnostics: [] };
  if (backend?.state !== 'known' || !BACKENDS.has(backend.data as string)) {
    return fail(
      'Invalid backend configuration',
      `There is no backend type named ${JSON.stringify(backend?.data ?? null)}.`,
    );
  }
  if (backend.data !== 'local') {
    if (options.cloud !== 'absent') return { state: withOutputs(unknownOf(DYNAMIC)), diagnostics: [] };
    return fail('Unable to find remote state', `The ${String(backend.data)} backend cannot be reached from here.`);
  }
  const settings = given.get('config');
  const path =
    settings?.state === 'known' && settings.data instanceof Map ? entriesOf(settings).get('path') : undefined;
  const file = options.files?.read(path?.state === 'known' ? String(path.data) : 'terraform.tfstate');
  if (file === undefined) {
    return fail(
      'Unable to find remote state',
      'The local backend has no state file at that place inside the configuration folder.',
    );
  }
  let state: StateJson;
  try {
    state = JSON.parse(new TextDecoder().decode(file)) as StateJson;
  } catch {
    return fail('Error loading state error', 'The state file is not JSON.');
  }
  const outputs = new Map<string, Value>();
  const defaults = given.get('defaults');
  if (defaults?.state === 'known' && defaults.data instanceof Map) {
    for (const [name, value] of entriesOf(defaults)) outputs.set(name, value);
  }
  for (const [name, output] of Object.entries(state.outputs ?? {})) {
    outputs.set(name, decodeOutput(output));
  }
  return { state: withOutputs(objectValue(outputs)), diagnostics: [] };
}

/** What can be said of the backend before anything is read. */
export function checkRemoteState(config: Value): readonly ProviderDiagnostic[] {
  if (config.state !== 'known') return [];
  const given = entriesOf(config);
  const backend = given.get('backend');
  if (backend?.state !== 'known') return [];
  const at = (name: string) => ({ path: [{ kind: 'attribute', name }] as const });
  if (!BACKENDS.has(backend.data as string)) {
    const detail = `There is no backend type named ${JSON.stringify(backend.data)}.`;
    return [{ ...problem('Invalid backend configuration', detail), ...at('backend') }];
  }
  const settings = given.get('config');
  if (backend.data !== 'local' || settings?.state !== 'known' || !(settings.data instanceof Map)) return [];
  for (const name of entriesOf(settings).keys()) {
    if (name === 'path' || name === 'workspace_dir') continue;
    const detail = `The local backend has no setting ${JSON.stringify(name)}.`;
    return [{ ...problem('Invalid backend configuration', detail), ...at('config') }];
  }
  return [];
}

function decodeOutput(output: { readonly value: unknown; readonly type: unknown }): Value {
  const decoded = fromJson(output.value, typeFromJson(output.type));
  return 'state' in decoded ? decoded : unknownOf(DYNAMIC);
}

function problem(summary: string, detail: string): ProviderDiagnostic {
  return { severity: 'error', summary, detail, code: 'terraform/remote-state' };
}

const BACKENDS: ReadonlySet<string> = new Set([
  'azurerm',
  'consul',
  'cos',
  'gcs',
  'http',
  'inmem',
  'kubernetes',
  'local',
  'oss',
  'pg',
  'remote',
  's3',
]);
