/** The calls of the plugin protocol by what they do, and their names in each version of the protocol. */

export type ProtocolVersion = 5 | 6;

export type Method =
  | 'schema'
  | 'validateProvider'
  | 'validateResource'
  | 'validateData'
  | 'validateEphemeral'
  | 'configure'
  | 'plan'
  | 'readData'
  | 'callFunction'
  | 'stop';

const NAMES: Readonly<Record<Method, readonly [five: string, six: string]>> = {
  schema: ['GetSchema', 'GetProviderSchema'],
  validateProvider: ['PrepareProviderConfig', 'ValidateProviderConfig'],
  validateResource: ['ValidateResourceTypeConfig', 'ValidateResourceConfig'],
  validateData: ['ValidateDataSourceConfig', 'ValidateDataResourceConfig'],
  validateEphemeral: ['ValidateEphemeralResourceConfig', 'ValidateEphemeralResourceConfig'],
  configure: ['Configure', 'ConfigureProvider'],
  plan: ['PlanResourceChange', 'PlanResourceChange'],
  readData: ['ReadDataSource', 'ReadDataSource'],
  callFunction: ['CallFunction', 'CallFunction'],
  stop: ['Stop', 'StopProvider'],
};

/** The path of the call in gRPC. */
export function methodPath(method: Method, protocol: ProtocolVersion): string {
  return `/tfplugin${protocol}.Provider/${NAMES[method][protocol - 5]}`;
}
