/** The bindings packages that bundled packs are made of, pinned; the provider's version is read from the package. */
export interface PackSource {
  readonly provider: string;
  readonly package: string;
  readonly version: string;
}

export const SOURCES: readonly PackSource[] = [
  { provider: 'hashicorp/aws', package: '@cdktn/provider-aws', version: '25.7.0' },
  { provider: 'hashicorp/azurerm', package: '@cdktn/provider-azurerm', version: '16.1.0' },
  { provider: 'hashicorp/google', package: '@cdktf/provider-google', version: '16.12.1' },
  { provider: 'hashicorp/kubernetes', package: '@cdktf/provider-kubernetes', version: '12.1.1' },
  { provider: 'hashicorp/helm', package: '@cdktf/provider-helm', version: '12.1.2' },
  { provider: 'hashicorp/random', package: '@cdktn/provider-random', version: '15.0.1' },
  { provider: 'hashicorp/archive', package: '@cdktn/provider-archive', version: '14.0.1' },
  { provider: 'DataDog/datadog', package: '@cdktn/provider-datadog', version: '16.1.0' },
  { provider: 'hashicorp/null', package: '@cdktf/provider-null', version: '11.0.1' },
  { provider: 'hashicorp/local', package: '@cdktf/provider-local', version: '11.1.1' },
  { provider: 'hashicorp/tls', package: '@cdktf/provider-tls', version: '11.0.1' },
  { provider: 'hashicorp/time', package: '@cdktf/provider-time', version: '11.0.1' },
  { provider: 'hashicorp/http', package: '@cdktf/provider-http', version: '10.0.1' },
  { provider: 'hashicorp/external', package: '@cdktf/provider-external', version: '11.0.1' },
  { provider: 'hashicorp/cloudinit', package: '@cdktf/provider-cloudinit', version: '11.0.1' },
  { provider: 'cloudflare/cloudflare', package: '@cdktf/provider-cloudflare', version: '13.9.1' },
  { provider: 'hashicorp/vault', package: '@cdktf/provider-vault', version: '15.6.1' },
  { provider: 'hashicorp/azuread', package: '@cdktf/provider-azuread', version: '14.3.1' },
  { provider: 'integrations/github', package: '@cdktf/provider-github', version: '15.3.1' },
  { provider: 'kreuzwerker/docker', package: '@cdktf/provider-docker', version: '12.0.3' },
];
