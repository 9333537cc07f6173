/** What each provider's configuration opens with. */
import type { Intent } from '../intent.ts';

const SOURCES: Readonly<Record<string, { readonly source: string; readonly version: string }>> = {
  aws: { source: 'hashicorp/aws', version: '~> 5.0' },
  azurerm: { source: 'hashicorp/azurerm', version: '~> 4.0' },
  google: { source: 'hashicorp/google', version: '~> 6.0' },
  kubernetes: { source: 'hashicorp/kubernetes', version: '~> 2.30' },
};

export function versionsText(provider: string): string {
  const known = SOURCES[provider];
  if (known === undefined) throw new Error(`it is not known where the provider ${provider} comes from`);
  const { source, version } = known;
  return `terraform {\nrequired_providers {\n${provider} = {\nsource = "${source}"\nversion = "${version}"\n}\n}\n}`;
}

export function providerText({ provider, region }: Intent): string {
  switch (provider) {
    case 'aws':
      return `provider "aws" {\nregion = "${region}"\n}`;
    case 'azurerm':
      return 'provider "azurerm" {\nfeatures {}\n}';
    case 'google':
      return `provider "google" {\nproject = "example-project"\nregion = "${region}"\n}`;
    default:
      return `provider "${provider}" {}`;
  }
}
