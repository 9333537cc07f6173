/** What override files change of provider configurations, module calls and resources. */
import type { Diagnostic } from '../../source/index.ts';
import type { ProviderConfiguration } from './model.ts';
import type { WrittenModuleCall } from './module-call.ts';
import { overriddenBody } from './override-body.ts';
import type { WrittenResource } from './resource-block.ts';
import { refuseDependsOnOverride } from './value-blocks.ts';

export function overriddenProvider(base: ProviderConfiguration, over: ProviderConfiguration): ProviderConfiguration {
  return { ...base, version: over.version ?? base.version, body: overriddenBody(base.body, over.body) };
}

export function overriddenCall(
  base: WrittenModuleCall,
  over: WrittenModuleCall,
  problems: Diagnostic[],
): WrittenModuleCall {
  refuseDependsOnOverride(over.dependsOn, problems);
  const source = over.hasSource ? over : base;
  return {
    ...base,
    source: source.source,
    sourceAddress: source.sourceAddress,
    sourceSpan: source.sourceSpan,
    version: over.version ?? base.version,
    count: over.count ?? base.count,
    forEach: over.forEach ?? base.forEach,
    providers: over.hasProviders ? over.providers : base.providers,
    body: overriddenBody(base.body, over.body),
  };
}

export function overriddenResource(
  base: WrittenResource,
  over: WrittenResource,
  problems: Diagnostic[],
): WrittenResource {
  refuseDependsOnOverride(over.dependsOn, problems);
  const { lifecycle } = over;
  return {
    ...base,
    count: over.count ?? base.count,
    forEach: over.forEach ?? base.forEach,
    providerReference: over.providerReference ?? base.providerReference,
    connection: over.connection ?? base.connection,
    provisioners: over.provisioners.length > 0 ? over.provisioners : base.provisioners,
    lifecycle: {
      ...base.lifecycle,
      createBeforeDestroy: lifecycle.createBeforeDestroy ?? base.lifecycle.createBeforeDestroy,
      preventDestroy: lifecycle.preventDestroy ?? base.lifecycle.preventDestroy,
      ignoreChanges: lifecycle.ignoreChanges.length > 0 ? lifecycle.ignoreChanges : base.lifecycle.ignoreChanges,
    },
    body: overriddenBody(base.body, over.body),
  };
}
