/** What can be asked for on Kubernetes. */
import { createLibrary, type Library } from '../../library.ts';
import type { Family } from '../../part.ts';
import { cluster } from './cluster.ts';
import { workloads } from './workloads.ts';

export const KUBERNETES_FAMILIES: readonly Family[] = [cluster, workloads];

/** A cluster lies nowhere that its objects would know of. */
export const kubernetesLibrary = (): Library =>
  createLibrary('kubernetes', { regions: ['none'], zonesOf: () => ['none'], said: false }, KUBERNETES_FAMILIES);
