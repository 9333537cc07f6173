/** What can be asked for on AWS. A new family is a file here and a line below. */
import { deriveFamily, writtenTypes } from '../../derive/index.ts';
import { createLibrary, type Library } from '../../library.ts';
import type { Family } from '../../part.ts';
import type { Places } from '../../setting.ts';
import { compute } from './compute.ts';
import { data } from './data.ts';
import { DERIVED_TYPES } from './derived-types.ts';
import { identity } from './identity.ts';
import { messaging } from './messaging.ts';
import { network } from './network.ts';
import { observability } from './observability.ts';
import { storage } from './storage.ts';

const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'eu-west-1',
  'eu-west-2',
  'eu-central-1',
  'eu-north-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'ap-south-1',
  'ca-central-1',
  'sa-east-1',
];

export const AWS_FAMILIES: readonly Family[] = [compute, data, identity, messaging, network, observability, storage];
export const AWS_PLACES: Places = {
  regions: REGIONS,
  zonesOf: (region) => ['a', 'b', 'c'].map((letter) => region + letter),
};

/** The families above, and parts made from the pack for types that have none there. */
export const awsLibrary = (types: readonly string[] = DERIVED_TYPES): Library => {
  const derived = deriveFamily(types, {
    address: 'registry.terraform.io/hashicorp/aws',
    version: '5.100.0',
    written: writtenTypes(AWS_FAMILIES),
  });
  return createLibrary('aws', AWS_PLACES, [...AWS_FAMILIES, derived]);
};
