/** What can be asked for on Azure. */
import { createLibrary, type Library } from '../../library.ts';
import type { Family } from '../../part.ts';
import { compute } from './compute.ts';
import { data } from './data.ts';
import { network } from './network.ts';
import { platform } from './platform.ts';

const REGIONS = [
  'eastus',
  'eastus2',
  'westus2',
  'westus3',
  'centralus',
  'northeurope',
  'westeurope',
  'uksouth',
  'francecentral',
  'germanywestcentral',
  'swedencentral',
  'southeastasia',
  'japaneast',
  'australiaeast',
  'canadacentral',
  'brazilsouth',
];

export const AZURERM_FAMILIES: readonly Family[] = [compute, data, network, platform];

export const azurermLibrary = (): Library =>
  createLibrary('azurerm', { regions: REGIONS, zonesOf: () => ['1', '2', '3'], said: false }, AZURERM_FAMILIES);
