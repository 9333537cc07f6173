/** What can be asked for on Google Cloud. */
import { createLibrary, type Library } from '../../library.ts';
import type { Family } from '../../part.ts';
import { compute } from './compute.ts';
import { data } from './data.ts';
import { network } from './network.ts';
import { platform } from './platform.ts';

const REGIONS = [
  'us-central1',
  'us-east1',
  'us-east4',
  'us-west1',
  'us-west2',
  'northamerica-northeast1',
  'southamerica-east1',
  'europe-west1',
  'europe-west2',
  'europe-west3',
  'europe-west4',
  'europe-north1',
  'asia-east1',
  'asia-northeast1',
  'asia-southeast1',
  'australia-southeast1',
];

export const GOOGLE_FAMILIES: readonly Family[] = [compute, data, network, platform];

export const googleLibrary = (): Library =>
  createLibrary(
    'google',
    { regions: REGIONS, zonesOf: (region) => ['a', 'b', 'c'].map((letter) => `${region}-${letter}`), said: false },
    GOOGLE_FAMILIES,
  );
