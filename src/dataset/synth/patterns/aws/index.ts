/** What can be asked for on AWS. A new family is a file here and a line below. */
import { createLibrary, type Library } from '../../library.ts';
import { compute } from './compute.ts';
import { data } from './data.ts';
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

export const awsLibrary = (): Library =>
  createLibrary('aws', { regions: REGIONS, zonesOf: (region) => ['a', 'b', 'c'].map((letter) => region + letter) }, [
    compute,
    data,
    identity,
    messaging,
    network,
    observability,
    storage,
  ]);
