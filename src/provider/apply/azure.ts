/** What Azure answers: resource ids under subscription and resource group, or under the resource that an argument names. */
import { lastName, slug } from './by-name.ts';
import type { Subject, Table } from './resource.ts';

const SUBSCRIPTION = '00000000-1111-2222-3333-444444444444';
const TENANT = '99999999-8888-7777-6666-555555555555';

/** Namespace and kind of the commonest types; the others are told from the words of their names. */
const KINDS: Readonly<Record<string, string>> = {
  azurerm_app_service: 'Microsoft.Web/sites',
  azurerm_app_service_plan: 'Microsoft.Web/serverFarms',
  azurerm_application_gateway: 'Microsoft.Network/applicationGateways',
  azurerm_application_insights: 'Microsoft.Insights/components',
  azurerm_availability_set: 'Microsoft.Compute/availabilitySets',
  azurerm_container_registry: 'Microsoft.ContainerRegistry/registries',
  azurerm_cosmosdb_account: 'Microsoft.DocumentDB/databaseAccounts',
  azurerm_dns_zone: 'Microsoft.Network/dnsZones',
  azurerm_eventhub_namespace: 'Microsoft.EventHub/namespaces',
  azurerm_key_vault: 'Microsoft.KeyVault/vaults',
  azurerm_kubernetes_cluster: 'Microsoft.ContainerService/managedClusters',
  azurerm_lb: 'Microsoft.Network/loadBalancers',
  azurerm_linux_function_app: 'Microsoft.Web/sites',
  azurerm_linux_virtual_machine: 'Microsoft.Compute/virtualMachines',
  azurerm_linux_web_app: 'Microsoft.Web/sites',
  azurerm_log_analytics_workspace: 'Microsoft.OperationalInsights/workspaces',
  azurerm_managed_disk: 'Microsoft.Compute/disks',
  azurerm_mssql_server: 'Microsoft.Sql/servers',
  azurerm_mysql_flexible_server: 'Microsoft.DBforMySQL/flexibleServers',
  azurerm_network_interface: 'Microsoft.Network/networkInterfaces',
  azurerm_network_security_group: 'Microsoft.Network/networkSecurityGroups',
  azurerm_postgresql_flexible_server: 'Microsoft.DBforPostgreSQL/flexibleServers',
  azurerm_private_dns_zone: 'Microsoft.Network/privateDnsZones',
  azurerm_private_endpoint: 'Microsoft.Network/privateEndpoints',
  azurerm_public_ip: 'Microsoft.Network/publicIPAddresses',
  azurerm_redis_cache: 'Microsoft.Cache/redis',
  azurerm_route_table: 'Microsoft.Network/routeTables',
  azurerm_service_plan: 'Microsoft.Web/serverFarms',
  azurerm_servicebus_namespace: 'Microsoft.ServiceBus/namespaces',
  azurerm_storage_account: 'Microsoft.Storage/storageAccounts',
  azurerm_user_assigned_identity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  azurerm_virtual_machine: 'Microsoft.Compute/virtualMachines',
  azurerm_virtual_network: 'Microsoft.Network/virtualNetworks',
  azurerm_windows_virtual_machine: 'Microsoft.Compute/virtualMachines',
};

export const azureText: Table = (path, subject) => {
  const name = lastName(path);
  if (path.length === 1 && name === 'id') return idOf(subject);
  if (name === 'tenant_id') return subject.setting('tenant_id') ?? TENANT;
  if (name === 'subscription_id') return subscriptionOf(subject);
  if (name === 'location') return 'eastus';
  const host = /^primary_(blob|file|queue|table|web|dfs)_(host|endpoint)$/.exec(name);
  if (host !== null) {
    const domain = `${subject.name}.${host[1]}.core.windows.net`;
    return host[2] === 'host' ? domain : `https://${domain}/`;
  }
  if (name === 'vault_uri') return `https://${subject.name}.vault.azure.net/`;
  if (name === 'login_server') return `${subject.name.toLowerCase()}.azurecr.io`;
  if (name === 'fully_qualified_domain_name' || name === 'fqdn')
    return `${slug(subject.name)}.${/postgres/.test(subject.type) ? 'postgres.database.azure.com' : /mysql/.test(subject.type) ? 'mysql.database.azure.com' : /mssql/.test(subject.type) ? 'database.windows.net' : 'eastus.cloudapp.azure.com'}`;
  if (name === 'default_hostname') return `${slug(subject.name)}.azurewebsites.net`;
  return undefined;
};

function subscriptionOf(subject: Subject): string {
  return subject.setting('subscription_id') ?? SUBSCRIPTION;
}

function idOf(subject: Subject): string {
  const { type, name, text } = subject;
  if (type.startsWith('azuread_')) return subject.draw.uuid('id');
  const subscription = `/subscriptions/${subscriptionOf(subject)}`;
  if (type === 'azurerm_client_config') return subject.draw.hex('id', 32);
  if (type === 'azurerm_subscription') return subscription;
  if (type === 'azurerm_resource_group') return `${subscription}/resourceGroups/${name}`;
  const group = `${subscription}/resourceGroups/${text('resource_group_name') ?? 'default'}`;
  if (type === 'azurerm_subnet')
    return `${group}/providers/Microsoft.Network/virtualNetworks/${text('virtual_network_name') ?? 'network'}/subnets/${name}`;
  if (type === 'azurerm_network_security_rule')
    return `${group}/providers/Microsoft.Network/networkSecurityGroups/${text('network_security_group_name') ?? 'group'}/securityRules/${name}`;
  const parent = parentOf(subject);
  const words = type.split('_').slice(1);
  const kind = words.map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('');
  if (parent !== undefined && text('resource_group_name') === undefined) return `${parent}/${kind}s/${name}`;
  return `${group}/providers/${KINDS[type] ?? `Microsoft.${(words[0]?.[0] ?? '').toUpperCase()}${words[0]?.slice(1)}/${kind}s`}/${name}`;
}

/** The id of the resource that this one belongs to: `storage_account_id`, `server_id` and so on. */
function parentOf({ object }: Subject): string | undefined {
  if (object.state !== 'known' || !(object.data instanceof Map)) return undefined;
  for (const [name, value] of object.data) {
    if (name.endsWith('_id') && value.state === 'known' && String(value.data).startsWith('/subscriptions/'))
      return String(value.data);
  }
  return undefined;
}
