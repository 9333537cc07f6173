/** Resource groups, virtual networks, gateways, load balancers and DNS. */
import { all, block, type Family, facet, facets, owner, ref } from '../../part.ts';
import { enabled, tagged } from '../shared.ts';
import { abbreviated, groupOnly, inGroup } from './shared.ts';

const TTLS = [60, 120, 300, 600, 900, 1800, 3600];

export const network: Family = {
  resource_group: {
    type: 'azurerm_resource_group',
    noun: 'resource group',
    plain: ['a place on Azure that holds what belongs together'],
    name: ['name', ...abbreviated('rg'), '{company}-{env}', 'rg-{company}-{team}'],
    root: 2,
    shared: true,
    facets: [
      facet('location', ['{region}'], {
        required: true,
        with: ['the location {v}', 'its location set to {v}'],
        it: ['is located in {v}', 'lives in {v}'],
        plain: ['lives in {v}'],
      }),
      ...tagged(),
    ],
    needed: ['a resource group'],
  },
  vnet: {
    type: 'azurerm_virtual_network',
    noun: 'virtual network',
    plain: ['a private network on Azure'],
    name: ['name', ...abbreviated('vnet')],
    root: 4,
    always: inGroup,
    facets: [
      facets({ address_space: ['{v}'] }, ['{cidr}'], {
        required: true,
        with: ['the address space {v}'],
        it: ['covers {v}', 'spans {v}'],
        plain: ['covers {v}'],
      }),
      facets({ dns_servers: ['{v}'] }, ['{ip}'], { with: ['the DNS server {v}'], it: ['resolves names by {v}'] }),
      facet('flow_timeout_in_minutes', [4, 10, 15, 20, 30], { with: ['a flow timeout of {v:minutes}'] }),
      ...tagged(),
    ],
    needed: ['a virtual network'],
  },
  subnet: {
    type: 'azurerm_subnet',
    noun: 'subnet',
    name: ['name', 'snet-{subject}', '{subject}-subnet', 'snet-{env}', 'internal', 'app', 'backend', 'workers'],
    root: 1,
    always: { ...groupOnly, virtual_network_name: ref('vnet', 'name') },
    facets: [
      facets({ address_prefixes: ['{v}'] }, ['{subnet}'], {
        required: true,
        with: ['the address prefix {v}'],
        it: ['spans {v}', 'uses {v}'],
      }),
      facets({ service_endpoints: ['{v}'] }, ['Microsoft.Storage', 'Microsoft.Sql', 'Microsoft.KeyVault'], {
        with: ['a service endpoint for {v}'],
      }),
      facet('private_endpoint_network_policies', ['Enabled', 'Disabled', 'NetworkSecurityGroupEnabled'], {
        with: ['private endpoint network policies {v}'],
        weight: 0.4,
      }),
      facet('default_outbound_access_enabled', [false], {
        with: ['no default outbound access'],
        it: ['has default outbound access switched off'],
      }),
    ],
    on: [{ part: 'vnet', set: {}, say: ['{it} has a subnet{named}', 'add a subnet{named} to {it}'], weight: 3 }],
    needed: ['a subnet'],
  },
  nsg: {
    type: 'azurerm_network_security_group',
    noun: 'network security group',
    plain: ['a set of firewall rules on Azure'],
    name: ['name', ...abbreviated('nsg')],
    root: 3,
    always: inGroup,
    facets: [
      facets(
        {
          security_rule: block({
            name: 'allow-{v}',
            priority: 100,
            direction: 'Inbound',
            access: 'Allow',
            protocol: 'Tcp',
            source_port_range: '*',
            destination_port_range: '{v}',
            source_address_prefix: '*',
            destination_address_prefix: '*',
          }),
        },
        ['22', '80', '443', '8080', '5432', '3389'],
        {
          with: [
            'an inline rule "allow-{v}" of priority 100 that lets inbound TCP traffic from anywhere reach port {v}',
          ],
          plain: ['lets anyone reach TCP port {v} by a rule "allow-{v}" of priority 100'],
        },
      ),
      ...tagged(),
    ],
    needed: ['a network security group'],
  },
  nsg_rule: {
    type: 'azurerm_network_security_rule',
    noun: 'network security rule',
    name: ['name', 'allow-{subject}', 'allow-{team}', 'AllowInbound', 'deny-{subject}', 'allow-{env}'],
    always: {
      ...groupOnly,
      protocol: 'Tcp',
      source_port_range: '*',
      destination_address_prefix: '*',
    },
    on: [
      {
        part: 'nsg',
        set: { network_security_group_name: owner('name') },
        say: ['{it} has a separate TCP rule{named}', 'add a TCP security rule{named} to {it}'],
        weight: 2,
        repeat: true,
      },
    ],
    facets: [
      facet('priority', [110, 120, 150, 200, 210, 250, 300, 400, 500, 1000, 2000], {
        required: true,
        with: ['priority {v}', 'a priority of {v}'],
      }),
      facet('direction', ['Inbound', 'Outbound'], { required: true, with: ['the direction {v}'] }),
      facet('access', ['Allow', 'Deny'], { required: true, with: ['access {v}'] }),
      facet(
        'destination_port_range',
        ['22', '80', '443', '1433', '5432', '6379', '8080', '8443', '9090', '30000-32767'],
        {
          required: true,
          with: ['the destination port {v}'],
          it: ['concerns the port {v}'],
        },
      ),
      facet('source_address_prefix', ['*', 'Internet', 'VirtualNetwork', '{cidr}', '{subnet}'], {
        required: true,
        with: ['the source {v}'],
        it: ['matches traffic from {v}'],
      }),
    ],
    most: 5,
  },
  nsg_association: {
    type: 'azurerm_subnet_network_security_group_association',
    noun: 'security group association',
    on: [
      {
        part: 'subnet',
        set: { subnet_id: owner('id'), network_security_group_id: ref('nsg', 'id') },
        say: ['{it} is associated with a network security group', 'associate {it} with a network security group'],
        weight: 2,
      },
    ],
  },
  public_ip: {
    type: 'azurerm_public_ip',
    noun: 'public IP address',
    plain: ['a public address that stays the same'],
    name: ['name', ...abbreviated('pip')],
    root: 2,
    always: { ...inGroup, allocation_method: 'Static' },
    facets: [
      facet('sku', ['Standard'], { required: true, with: ['the SKU {v}'], it: ['uses the SKU {v}'] }),
      facet('domain_name_label', ['{subject}-{env}', '{company}-{subject}', '{subject}-{n}'], {
        with: ['the domain name label "{v}"'],
        it: ['has the domain name label "{v}"'],
      }),
      facet('idle_timeout_in_minutes', [5, 10, 15, 20, 30], { with: ['an idle timeout of {v:minutes}'] }),
      facets({ zones: ['1', '2', '3'] }, [], { with: ['zones 1, 2 and 3'], it: ['spans the zones 1, 2 and 3'] }),
      ...tagged(),
    ],
    needed: ['a static public IP address'],
  },
  nat_gateway: {
    type: 'azurerm_nat_gateway',
    noun: 'NAT gateway',
    plain: ['a way out to the internet for private machines'],
    name: ['name', ...abbreviated('ng')],
    root: 1,
    always: inGroup,
    facets: [
      facet('sku_name', ['Standard'], { with: ['the SKU {v}'] }),
      facet('idle_timeout_in_minutes', [5, 10, 15, 20, 30, 60], { with: ['an idle timeout of {v:minutes}'] }),
      facets({ zones: ['{v}'] }, ['1', '2', '3'], { with: ['zone {v}'], it: ['stands in zone {v}'] }),
      ...tagged(),
    ],
    needed: ['a NAT gateway'],
  },
  nat_ip: {
    type: 'azurerm_nat_gateway_public_ip_association',
    noun: 'public IP association',
    on: [
      {
        part: 'nat_gateway',
        set: { nat_gateway_id: owner('id'), public_ip_address_id: ref('public_ip', 'id') },
        say: ['{it} uses a static public IP address', 'associate a static public IP address with {it}'],
        weight: 3,
      },
    ],
  },
  nat_subnet: {
    type: 'azurerm_subnet_nat_gateway_association',
    noun: 'NAT gateway association',
    on: [
      {
        part: 'subnet',
        set: { subnet_id: owner('id'), nat_gateway_id: ref('nat_gateway', 'id') },
        say: ['{it} reaches the internet through a NAT gateway', 'associate {it} with a NAT gateway'],
      },
    ],
  },
  route_table: {
    type: 'azurerm_route_table',
    noun: 'route table',
    name: ['name', ...abbreviated('rt')],
    root: 1,
    always: inGroup,
    facets: [
      facet('bgp_route_propagation_enabled', [false], {
        with: ['BGP route propagation switched off'],
        it: ['does not take over BGP routes'],
      }),
      ...tagged(),
    ],
    needed: ['a route table'],
  },
  route: {
    type: 'azurerm_route',
    noun: 'route',
    name: ['name', 'to-{subject}', 'default', 'via-firewall', 'internet', 'to-{env}'],
    always: groupOnly,
    on: [
      {
        part: 'route_table',
        set: { route_table_name: owner('name') },
        say: ['{it} has a route{named}', 'add a route{named} to {it}'],
        weight: 3,
        repeat: true,
      },
    ],
    facets: [
      facet('address_prefix', ['{subnet}', '0.0.0.0/0', '{cidr}'], { required: true, with: ['the prefix {v}'] }),
      facet('next_hop_type', ['VnetLocal', 'Internet', 'None', 'VirtualNetworkGateway'], {
        required: true,
        group: 'hop',
        with: ['the next hop type {v}'],
      }),
      facets({ next_hop_type: 'VirtualAppliance', next_hop_in_ip_address: '{v}' }, ['{ip}'], {
        required: true,
        group: 'hop',
        with: ['a virtual appliance (VirtualAppliance) at {v} as its next hop'],
      }),
    ],
  },
  route_table_association: {
    type: 'azurerm_subnet_route_table_association',
    noun: 'route table association',
    on: [
      {
        part: 'subnet',
        set: { subnet_id: owner('id'), route_table_id: ref('route_table', 'id') },
        say: ['{it} is associated with a route table', 'associate {it} with a route table'],
      },
    ],
  },
  load_balancer: {
    type: 'azurerm_lb',
    noun: 'load balancer',
    plain: ['something that spreads traffic over several machines'],
    name: ['name', ...abbreviated('lb')],
    root: 2,
    always: {
      ...inGroup,
      sku: 'Standard',
      frontend_ip_configuration: block({ name: 'public', public_ip_address_id: ref('public_ip', 'id') }),
    },
    facets: tagged(),
    needed: ['a Standard load balancer'],
  },
  backend_pool: {
    type: 'azurerm_lb_backend_address_pool',
    noun: 'backend address pool',
    name: ['name', '{subject}-pool', 'backend', '{subject}', '{env}-backend'],
    on: [
      {
        part: 'load_balancer',
        set: { loadbalancer_id: owner('id') },
        say: ['{it} has a backend address pool{named}', 'add a backend address pool{named} to {it}'],
        weight: 3,
      },
    ],
    needed: ['a backend address pool'],
  },
  probe: {
    type: 'azurerm_lb_probe',
    noun: 'health probe',
    name: ['name', '{subject}-probe', 'health', 'http-probe'],
    on: [
      {
        part: 'load_balancer',
        set: { loadbalancer_id: owner('id') },
        say: ['{it} has a health probe{named}', 'add a health probe{named} to {it}'],
        plain: ['it checks whether the machines are healthy'],
        weight: 2,
      },
    ],
    facets: [
      facets({ protocol: 'Http', request_path: '{v}' }, ['/health', '/healthz', '/status', '/ping', '/'], {
        required: true,
        group: 'protocol',
        with: ['HTTP requests (Http) to {v}'],
      }),
      facet('protocol', ['Tcp'], { required: true, group: 'protocol', with: ['the protocol {v}'] }),
      facet('port', [80, 443, 8080, 8443, 3000, 5000, 9000], { required: true, with: ['the port {v}'] }),
      facet('interval_in_seconds', [5, 10, 15, 20, 30], { with: ['an interval of {v:seconds}'] }),
    ],
  },
  lb_rule: {
    type: 'azurerm_lb_rule',
    noun: 'load balancing rule',
    name: ['name', '{subject}-rule', 'http', 'https', '{env}-rule'],
    always: { frontend_ip_configuration_name: 'public', protocol: 'Tcp' },
    on: [
      {
        part: 'load_balancer',
        set: { loadbalancer_id: owner('id') },
        say: ['a TCP load balancing rule{named} of {it} uses the frontend "public"'],
        weight: 2,
      },
    ],
    facets: [
      facets({ frontend_port: '{v}', backend_port: '{v}' }, [80, 443, 8080, 5432, 6379], {
        required: true,
        with: ['the port {v} in front and behind'],
        it: ['forwards port {v} to port {v}'],
      }),
      facet('idle_timeout_in_minutes', [5, 10, 15, 20, 30], { with: ['an idle timeout of {v:minutes}'] }),
      facet('load_distribution', ['SourceIP', 'SourceIPProtocol'], { with: ['the load distribution {v}'] }),
    ],
  },
  bastion: {
    type: 'azurerm_bastion_host',
    noun: 'Bastion host',
    plain: ['a safe way to log in to machines without public addresses'],
    name: ['name', ...abbreviated('bas')],
    root: 1,
    always: {
      ...inGroup,
      ip_configuration: block({
        name: 'configuration',
        subnet_id: ref('bastion_subnet', 'id'),
        public_ip_address_id: ref('public_ip', 'id'),
      }),
    },
    facets: [
      facet('sku', ['Basic', 'Standard'], { with: ['the SKU {v}'] }),
      facets({ sku: 'Standard', scale_units: '{v}' }, [2, 3, 4, 6, 8, 10], {
        with: ['{v:number} scale units in the Standard SKU'],
      }),
      facet('copy_paste_enabled', [true], { with: ['copy and paste enabled'] }),
      ...tagged(),
    ],
    most: 2,
  },
  bastion_subnet: {
    type: 'azurerm_subnet',
    noun: 'Bastion subnet',
    always: { name: 'AzureBastionSubnet', ...groupOnly, virtual_network_name: ref('vnet', 'name') },
    facets: [facets({ address_prefixes: ['{v}'] }, ['{subnet}'], { required: true, with: ['the address prefix {v}'] })],
    needed: ['a subnet "AzureBastionSubnet"'],
  },
  private_endpoint: {
    type: 'azurerm_private_endpoint',
    noun: 'private endpoint',
    name: ['name', ...abbreviated('pe')],
    always: { ...inGroup, subnet_id: ref('subnet', 'id') },
    on: [
      {
        part: 'storage_account',
        set: {
          private_service_connection: block({
            name: 'storage',
            private_connection_resource_id: owner('id'),
            is_manual_connection: false,
            subresource_names: ['blob'],
          }),
        },
        say: [
          '{it} is reached by a private endpoint{named} for its blobs',
          'add a private endpoint{named} for the blobs of {it}',
        ],
      },
      {
        part: 'key_vault',
        set: {
          private_service_connection: block({
            name: 'vault',
            private_connection_resource_id: owner('id'),
            is_manual_connection: false,
            subresource_names: ['vault'],
          }),
        },
        say: ['{it} is reached by a private endpoint{named}', 'add a private endpoint{named} for {it}'],
      },
    ],
  },
  dns_zone: {
    type: 'azurerm_dns_zone',
    noun: 'DNS zone',
    plain: ['the DNS of a domain'],
    name: ['name', '{domain}', '{subject}.{domain}', '{env}.{domain}'],
    root: 3,
    always: groupOnly,
    facets: tagged(),
    needed: ['a DNS zone'],
  },
  a_record: {
    type: 'azurerm_dns_a_record',
    noun: 'A record',
    name: ['name', 'www', '{subject}', 'api', '@', 'app', '{env}', 'mail'],
    always: groupOnly,
    on: [
      {
        part: 'dns_zone',
        set: { zone_name: owner('name') },
        say: ['{it} has an A record{named}', 'add an A record{named} to {it}'],
        plain: ['a host in it has an address'],
        weight: 3,
        repeat: true,
      },
    ],
    facets: [
      facets({ records: ['{v}'] }, ['{public_ip}'], {
        required: true,
        with: ['the address {v}'],
        it: ['points to {v}'],
        plain: ['points to {v}'],
      }),
      facet('ttl', TTLS, { required: true, with: ['a TTL of {v}'], plain: ['is cached for {v} seconds'] }),
    ],
  },
  cname_record: {
    type: 'azurerm_dns_cname_record',
    noun: 'CNAME record',
    name: ['name', 'www', 'docs', 'shop', '{subject}', 'status', 'cdn'],
    always: groupOnly,
    on: [
      {
        part: 'dns_zone',
        set: { zone_name: owner('name') },
        say: ['{it} has a CNAME record{named}', 'add a CNAME record{named} to {it}'],
        weight: 2,
      },
    ],
    facets: [
      facet('record', ['{domain}', '{subject}.azurewebsites.net', '{subject}.{domain}'], {
        required: true,
        with: ['the target {v}'],
        it: ['points to {v}'],
      }),
      facet('ttl', TTLS, { required: true, with: ['a TTL of {v}'] }),
    ],
  },
  txt_record: {
    type: 'azurerm_dns_txt_record',
    noun: 'TXT record',
    name: ['name', '@', '_dmarc', 'asuid', '{subject}'],
    always: groupOnly,
    on: [
      {
        part: 'dns_zone',
        set: { zone_name: owner('name') },
        say: ['{it} has a TXT record{named}', 'add a TXT record{named} to {it}'],
      },
    ],
    facets: [
      facets(
        { record: block({ value: '{v}' }) },
        ['v=spf1 include:spf.protection.outlook.com -all', 'v=DMARC1; p=reject', 'site-verification={id8}'],
        { required: true, with: ['the value "{v}"'] },
      ),
      facet('ttl', TTLS, { required: true, with: ['a TTL of {v}'] }),
    ],
  },
  mx_record: {
    type: 'azurerm_dns_mx_record',
    noun: 'MX record',
    always: groupOnly,
    on: [
      {
        part: 'dns_zone',
        set: { zone_name: owner('name') },
        say: ['mail for {it} is delivered by an MX record', 'add an MX record to {it}'],
      },
    ],
    facets: [
      facets({ record: block({ preference: '{v}', exchange: 'mail.{domain}' }) }, ['5', '10', '20'], {
        required: true,
        with: ['the exchange mail.{domain} at preference {v}'],
      }),
      facet('ttl', TTLS, { required: true, with: ['a TTL of {v}'] }),
    ],
  },
  private_dns_zone: {
    type: 'azurerm_private_dns_zone',
    noun: 'private DNS zone',
    plain: ['names that only our own network knows'],
    name: ['name', '{subject}.internal', '{company}.internal', 'privatelink.blob.core.windows.net', '{env}.{domain}'],
    root: 2,
    always: groupOnly,
    facets: tagged(),
  },
  private_dns_link: {
    type: 'azurerm_private_dns_zone_virtual_network_link',
    noun: 'virtual network link',
    name: ['name', '{subject}-link', 'link-{env}', '{company}-link'],
    always: groupOnly,
    on: [
      {
        part: 'private_dns_zone',
        set: { private_dns_zone_name: owner('name'), virtual_network_id: ref('vnet', 'id') },
        say: ['{it} is linked{named} to a virtual network', 'link{named} {it} to a virtual network'],
        weight: 3,
      },
    ],
    facets: [
      facet('registration_enabled', [true], { with: ['auto-registration'], it: ['registers machines by itself'] }),
    ],
  },
  private_a_record: {
    type: 'azurerm_private_dns_a_record',
    noun: 'private A record',
    name: ['name', 'db', 'cache', '{subject}', 'api'],
    always: groupOnly,
    on: [
      {
        part: 'private_dns_zone',
        set: { zone_name: owner('name') },
        say: ['{it} has an A record{named}', 'add an A record{named} to {it}'],
        weight: 2,
      },
    ],
    facets: [
      facets({ records: ['{v}'] }, ['{ip}'], { required: true, with: ['the address {v}'], it: ['points to {v}'] }),
      facet('ttl', TTLS, { required: true, with: ['a TTL of {v}'] }),
    ],
  },
  front_door: {
    type: 'azurerm_cdn_frontdoor_profile',
    noun: 'Front Door profile',
    plain: ['a content delivery network for our site'],
    name: ['name', ...abbreviated('afd')],
    root: 2,
    always: groupOnly,
    facets: [
      facet('sku_name', ['Standard_AzureFrontDoor', 'Premium_AzureFrontDoor'], {
        required: true,
        with: ['the SKU {v}'],
        plain: ['is of the tier {v}'],
      }),
      facet('response_timeout_seconds', [16, 30, 45, 60, 90, 120, 180, 240], {
        with: ['a response timeout of {v:seconds}'],
        plain: ['waits at most {v:seconds} for an answer'],
      }),
      ...tagged(),
    ],
  },
  front_door_endpoint: {
    type: 'azurerm_cdn_frontdoor_endpoint',
    noun: 'Front Door endpoint',
    name: ['name', ...abbreviated('fde')],
    on: [
      {
        part: 'front_door',
        set: { cdn_frontdoor_profile_id: owner('id') },
        say: ['{it} has an endpoint{named}', 'add an endpoint{named} to {it}'],
        weight: 3,
      },
    ],
    facets: [enabled('enabled', 'the endpoint'), ...tagged()],
    most: 1,
  },
  front_door_origins: {
    type: 'azurerm_cdn_frontdoor_origin_group',
    noun: 'origin group',
    name: ['name', '{subject}-origins', 'origins', '{env}-origins'],
    on: [
      {
        part: 'front_door',
        set: { cdn_frontdoor_profile_id: owner('id'), load_balancing: block({}) },
        say: ['{it} has an origin group{named}', 'add an origin group{named} to {it}'],
        weight: 2,
      },
    ],
    facets: [
      facet('session_affinity_enabled', [true, false], { with: ['session affinity set to {v}'] }),
      facet('restore_traffic_time_to_healed_or_new_endpoint_in_minutes', [5, 10, 15, 20], {
        with: ['traffic restored to healed endpoints over {v:minutes}'],
      }),
    ],
  },
  application_group: {
    type: 'azurerm_application_security_group',
    noun: 'application security group',
    name: ['name', ...abbreviated('asg')],
    root: 1,
    always: inGroup,
    facets: tagged(),
  },
  storage_rules: {
    type: 'azurerm_storage_account_network_rules',
    noun: 'network rules',
    on: [
      {
        part: 'storage_account',
        set: { storage_account_id: owner('id'), virtual_network_subnet_ids: all('subnet', 'id') },
        say: ['network rules let only a subnet reach {it}', 'restrict {it} by network rules to a subnet'],
      },
    ],
    facets: [facet('default_action', ['Deny'], { required: true, with: ['the default action {v}'] })],
  },
};
