/** Machines, web apps, functions, containers and clusters. */
import { block, type Family, facet, facets, owner, ref } from '../../part.ts';
import { tagged } from '../shared.ts';
import { abbreviated, brief, briefHyphenated, groupOnly, inGroup } from './shared.ts';

const SIZES = [
  'Standard_B1s',
  'Standard_B2s',
  'Standard_B2ms',
  'Standard_D2s_v3',
  'Standard_D2s_v5',
  'Standard_D4s_v5',
  'Standard_E2s_v5',
  'Standard_F2s_v2',
  'Standard_F4s_v2',
];
const DISKS = ['Standard_LRS', 'StandardSSD_LRS', 'Premium_LRS'];

const image = (publisher: string, offer: string, sku: string, words: string) =>
  facets({ source_image_reference: block({ publisher, offer, sku, version: 'latest' }) }, [], {
    required: true,
    group: 'image',
    with: [`the image ${words} (${publisher}, ${offer}, ${sku}, latest)`],
  });
const images = [
  image('Canonical', '0001-com-ubuntu-server-jammy', '22_04-lts-gen2', 'Ubuntu 22.04 LTS'),
  image('Canonical', 'ubuntu-24_04-lts', 'server', 'Ubuntu 24.04 LTS'),
  image('Debian', 'debian-12', '12-gen2', 'Debian 12'),
  image('RedHat', 'RHEL', '9-lvm-gen2', 'Red Hat Enterprise Linux 9'),
];

export const compute: Family = {
  ssh_key: {
    type: 'tls_private_key',
    noun: 'SSH key',
    always: { algorithm: 'RSA', rsa_bits: 4096 },
    shared: true,
    root: 0,
    needed: ['an SSH key that Terraform generates (tls_private_key)'],
  },
  nic: {
    type: 'azurerm_network_interface',
    noun: 'network interface',
    name: ['name', ...abbreviated('nic'), '{owner}-nic'],
    root: 1,
    always: {
      ...inGroup,
      'ip_configuration.name': 'internal',
      'ip_configuration.subnet_id': ref('subnet', 'id'),
      'ip_configuration.private_ip_address_allocation': 'Dynamic',
    },
    facets: [
      facets({ 'ip_configuration.public_ip_address_id': ref('public_ip', 'id') }, [], {
        with: ['a static public IP address'],
      }),
      facet('accelerated_networking_enabled', [true], { with: ['accelerated networking'] }),
      facet('ip_forwarding_enabled', [true], { with: ['IP forwarding enabled'] }),
      ...tagged(),
    ],
    needed: ['a network interface'],
  },
  linux_machine: {
    type: 'azurerm_linux_virtual_machine',
    noun: 'Linux virtual machine',
    plain: ['a Linux machine', 'a small Linux server'],
    name: ['name', ...abbreviated('vm')],
    root: 5,
    always: { ...inGroup, network_interface_ids: [ref('nic', 'id')] },
    facets: [
      facet('size', SIZES, { required: true, with: ['the size {v}'], it: ['is a {v}'], plain: ['is a {v}'] }),
      facets(
        {
          admin_username: '{v}',
          admin_ssh_key: block({ username: '{v}', public_key: ref('ssh_key', 'public_key_openssh') }),
        },
        ['azureuser', '{team}', 'adminuser', 'ubuntu'],
        {
          required: true,
          with: ['the administrator {v}, who logs in with a generated SSH key'],
          plain: ['lets {v} log in with a generated SSH key'],
        },
      ),
      facets({ 'os_disk.caching': 'ReadWrite', 'os_disk.storage_account_type': '{v}' }, DISKS, {
        required: true,
        with: ['an OS disk of type {v} with ReadWrite caching'],
      }),
      ...images,
      facet('os_disk.disk_size_gb', [40, 50, 64, 80, 100, 128, 256, 512], {
        with: ['an OS disk of {v} GB'],
        plain: ['has {v} GB of disk'],
      }),
      facet('zone', ['1', '2', '3'], { with: ['zone {v}'], it: ['stands in zone {v}'], group: 'place' }),
      facets({ availability_set_id: ref('availability_set', 'id') }, [], {
        with: ['a place in an availability set'],
        group: 'place',
        weight: 0.4,
      }),
      facets({ identity: block({ type: 'SystemAssigned' }) }, [], { with: ['a system-assigned identity'] }),
      facets({ boot_diagnostics: block({}) }, [], { with: ['boot diagnostics in managed storage'] }),
      ...tagged(),
    ],
    needed: ['a Linux virtual machine'],
  },
  availability_set: {
    type: 'azurerm_availability_set',
    noun: 'availability set',
    name: ['name', ...abbreviated('avail')],
    root: 1,
    always: inGroup,
    facets: [
      facet('platform_fault_domain_count', [2, 3], { with: ['{v:number} fault domains'] }),
      facet('platform_update_domain_count', [3, 5, 8, 10], { with: ['{v:number} update domains'] }),
      ...tagged(),
    ],
  },
  managed_disk: {
    type: 'azurerm_managed_disk',
    noun: 'managed disk',
    plain: ['a disk for data'],
    name: ['name', ...abbreviated('disk')],
    root: 3,
    always: { ...inGroup, create_option: 'Empty' },
    facets: [
      facet('storage_account_type', [...DISKS, 'Premium_ZRS', 'UltraSSD_LRS'], {
        required: true,
        with: ['the type {v}'],
        it: ['is of type {v}'],
        plain: ['is of type {v}'],
      }),
      facet('disk_size_gb', [8, 16, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1024, 2048], {
        required: true,
        with: ['{v:gib} of space', 'a size of {v:gib}'],
        plain: ['holds {v:gib}'],
      }),
      facet('zone', ['1', '2', '3'], { with: ['zone {v}'] }),
      ...tagged(),
    ],
    needed: ['an empty managed disk'],
  },
  disk_attachment: {
    type: 'azurerm_virtual_machine_data_disk_attachment',
    noun: 'data disk attachment',
    on: [
      {
        part: 'linux_machine',
        set: { virtual_machine_id: owner('id'), managed_disk_id: ref('managed_disk', 'id') },
        say: ['an empty managed disk is attached to {it}', 'attach an empty managed disk to {it}'],
        plain: ['it has a second disk for data'],
        weight: 2,
      },
    ],
    facets: [
      facet('lun', [10, 1, 2, 5, 20], { required: true, with: ['LUN {v}'] }),
      facet('caching', ['ReadWrite', 'ReadOnly', 'None'], { required: true, with: ['caching {v}'] }),
    ],
  },
  scale_set: {
    type: 'azurerm_linux_virtual_machine_scale_set',
    noun: 'Linux virtual machine scale set',
    plain: ['a group of identical Linux machines'],
    name: ['name', ...abbreviated('vmss')],
    root: 2,
    always: {
      ...inGroup,
      network_interface: block({
        name: 'primary',
        primary: true,
        ip_configuration: block({ name: 'internal', primary: true, subnet_id: ref('subnet', 'id') }),
      }),
    },
    facets: [
      facet('sku', SIZES, { required: true, with: ['machines of size {v}'], plain: ['uses machines of size {v}'] }),
      facet('instances', [2, 3, 4, 5, 6, 8, 10], {
        required: true,
        with: ['{v:number} instances'],
        plain: ['has {v:number} machines'],
      }),
      facets(
        {
          admin_username: '{v}',
          admin_ssh_key: block({ username: '{v}', public_key: ref('ssh_key', 'public_key_openssh') }),
        },
        ['azureuser', '{team}', 'adminuser'],
        { required: true, with: ['the administrator {v}, who logs in with a generated SSH key'] },
      ),
      facets({ 'os_disk.caching': 'ReadWrite', 'os_disk.storage_account_type': '{v}' }, DISKS, {
        required: true,
        with: ['OS disks of type {v} with ReadWrite caching'],
      }),
      ...images,
      facet('upgrade_mode', ['Automatic', 'Manual'], { with: ['the upgrade mode {v}'] }),
      ...tagged(),
    ],
    most: 2,
  },
  service_plan: {
    type: 'azurerm_service_plan',
    noun: 'App Service plan',
    name: ['name', ...abbreviated('asp')],
    root: 1,
    always: inGroup,
    facets: [
      facet('os_type', ['Linux'], { required: true, with: ['the OS type {v}'] }),
      facet('sku_name', ['B1', 'B2', 'S1', 'P1v2', 'P1v3', 'P2v3', 'P0v3'], {
        required: true,
        with: ['the SKU {v}'],
        it: ['uses the SKU {v}'],
      }),
      facet('worker_count', [1, 2, 3, 4], { with: ['{v:number} workers'] }),
      ...tagged(),
    ],
    needed: ['an App Service plan'],
  },
  web_app: {
    type: 'azurerm_linux_web_app',
    noun: 'Linux web app',
    plain: ['a place to run a web application'],
    name: ['name', ...abbreviated('app'), '{company}-{subject}-{id8}'],
    root: 4,
    always: { ...inGroup, service_plan_id: ref('service_plan', 'id') },
    facets: [
      facets({ 'site_config.application_stack': block({ node_version: '{v}' }) }, ['18-lts', '20-lts', '22-lts'], {
        required: true,
        group: 'stack',
        with: ['Node {v}'],
        it: ['runs Node {v}'],
        plain: ['runs Node {v}'],
      }),
      facets({ 'site_config.application_stack': block({ python_version: '{v}' }) }, ['3.10', '3.11', '3.12'], {
        required: true,
        group: 'stack',
        with: ['Python {v}'],
        it: ['runs Python {v}'],
        plain: ['runs Python {v}'],
      }),
      facets({ 'site_config.application_stack': block({ dotnet_version: '{v}' }) }, ['6.0', '8.0'], {
        required: true,
        group: 'stack',
        with: ['.NET {v}'],
        it: ['runs .NET {v}'],
      }),
      facet('https_only', [true], {
        with: ['HTTPS only'],
        it: ['answers HTTPS only'],
        plain: ['answers HTTPS only'],
        weight: 2,
      }),
      facet('site_config.minimum_tls_version', ['1.2', '1.3'], { with: ['at least TLS {v}'] }),
      facet('site_config.ftps_state', ['Disabled', 'FtpsOnly'], { with: ['the FTPS state {v}'] }),
      facets({ app_settings: { APP_ENV: '{v}' } }, ['{env}'], { with: ['the app setting APP_ENV = "{v}"'] }),
      facets({ app_settings: { LOG_LEVEL: '{v}' } }, ['info', 'debug', 'warn'], {
        with: ['the app setting LOG_LEVEL = "{v}"'],
        weight: 0.5,
      }),
      facets({ identity: block({ type: 'SystemAssigned' }) }, [], { with: ['a system-assigned identity'] }),
      facet('public_network_access_enabled', [false], { with: ['no public network access'] }),
      ...tagged(),
    ],
  },
  function_app: {
    type: 'azurerm_linux_function_app',
    noun: 'Linux function app',
    plain: ['functions that run without servers'],
    name: ['name', ...abbreviated('func')],
    root: 3,
    always: {
      ...inGroup,
      service_plan_id: ref('service_plan', 'id'),
      storage_account_name: ref('storage_account', 'name'),
      storage_account_access_key: ref('storage_account', 'primary_access_key'),
    },
    facets: [
      facets({ 'site_config.application_stack': block({ python_version: '{v}' }) }, ['3.10', '3.11', '3.12'], {
        required: true,
        group: 'stack',
        with: ['Python {v}'],
        it: ['runs Python {v}'],
        plain: ['runs Python {v}'],
      }),
      facets({ 'site_config.application_stack': block({ node_version: '{v}' }) }, ['18', '20', '22'], {
        required: true,
        group: 'stack',
        with: ['Node {v}'],
        it: ['runs Node {v}'],
      }),
      facet('https_only', [true], { with: ['HTTPS only'], it: ['answers HTTPS only'] }),
      facet('functions_extension_version', ['~4'], { with: ['version ~4 of the Functions runtime'] }),
      facets({ app_settings: { STAGE: '{v}' } }, ['{env}'], { with: ['the app setting STAGE = "{v}"'] }),
      facets({ 'site_config.application_insights_connection_string': ref('insights', 'connection_string') }, [], {
        with: ['its telemetry in Application Insights'],
        weight: 0.5,
      }),
      ...tagged(),
    ],
  },
  registry: {
    type: 'azurerm_container_registry',
    noun: 'container registry',
    plain: ['a place for our container images'],
    name: ['name', ...brief('acr')],
    root: 3,
    always: inGroup,
    facets: [
      facet('sku', ['Basic', 'Standard', 'Premium'], {
        required: true,
        with: ['the SKU {v}'],
        it: ['uses the SKU {v}'],
        plain: ['is of the tier {v}'],
      }),
      facet('admin_enabled', [true, false], { with: ['the admin user set to {v}'] }),
      facets({ sku: 'Premium', zone_redundancy_enabled: true }, [], {
        with: ['zone redundancy in the Premium SKU'],
        group: 'premium',
        weight: 0.4,
      }),
      facets({ sku: 'Premium', public_network_access_enabled: false }, [], {
        with: ['no public network access (Premium SKU)'],
        group: 'premium',
        weight: 0.4,
      }),
      ...tagged(),
    ],
    needed: ['a container registry'],
    most: 2,
  },
  container_group: {
    type: 'azurerm_container_group',
    noun: 'container group',
    plain: ['a container that runs on its own'],
    name: ['name', ...abbreviated('ci')],
    root: 2,
    always: { ...inGroup, os_type: 'Linux', 'container.name': '{subject}' },
    facets: [
      facet(
        'container.image',
        [
          'nginx:1.27',
          'redis:7',
          'mcr.microsoft.com/azuredocs/aci-helloworld:latest',
          '{company}.azurecr.io/{subject}:1.4.0',
          'httpd:2.4',
        ],
        {
          required: true,
          with: ['the image {v}'],
          it: ['runs {v}'],
          plain: ['runs the image {v}'],
        },
      ),
      facets({ 'container.cpu': '{v}' }, [0.5, 1, 2, 4], { required: true, with: ['{v} CPU for its container'] }),
      facets({ 'container.memory': '{v}' }, [0.5, 1, 1.5, 2, 4, 8], {
        required: true,
        with: ['{v} GB of memory for its container'],
      }),
      facets({ 'container.ports': block({ port: '{v}', protocol: 'TCP' }) }, [80, 443, 8080, 6379], {
        with: ['the TCP port {v} open'],
        plain: ['listens on the TCP port {v}'],
      }),
      facet('restart_policy', ['Always', 'OnFailure', 'Never'], { with: ['the restart policy {v}'] }),
      facet('dns_name_label', ['{subject}-{env}', '{company}-{subject}'], { with: ['the DNS label "{v}"'] }),
      ...tagged(),
    ],
  },
  app_environment: {
    type: 'azurerm_container_app_environment',
    noun: 'Container Apps environment',
    name: ['name', ...abbreviated('cae')],
    root: 1,
    always: inGroup,
    facets: [
      facets({ log_analytics_workspace_id: ref('workspace', 'id') }, [], {
        with: ['logs in a Log Analytics workspace'],
      }),
      ...tagged(),
    ],
    needed: ['a Container Apps environment'],
  },
  container_app: {
    type: 'azurerm_container_app',
    noun: 'container app',
    plain: ['a container that scales with its load'],
    name: ['name', ...briefHyphenated('ca')],
    root: 2,
    always: {
      ...groupOnly,
      container_app_environment_id: ref('app_environment', 'id'),
      'template.container.name': '{subject}',
    },
    facets: [
      facet('revision_mode', ['Single', 'Multiple'], { required: true, with: ['the revision mode {v}'] }),
      facet(
        'template.container.image',
        ['nginx:1.27', 'mcr.microsoft.com/k8se/quickstart:latest', '{company}.azurecr.io/{subject}:2.0.1'],
        {
          required: true,
          with: ['the image {v}'],
          it: ['runs {v}'],
          plain: ['runs the image {v}'],
        },
      ),
      facets({ 'template.container.cpu': 0.25, 'template.container.memory': '0.5Gi' }, [], {
        required: true,
        group: 'capacity',
        with: ['0.25 CPU and 0.5Gi of memory'],
      }),
      facets({ 'template.container.cpu': 0.5, 'template.container.memory': '1Gi' }, [], {
        required: true,
        group: 'capacity',
        with: ['0.5 CPU and 1Gi of memory'],
      }),
      facet('template.min_replicas', [0, 1, 2], { with: ['at least {v} replicas'] }),
      facet('template.max_replicas', [3, 4, 5, 8, 10, 20], {
        with: ['at most {v} replicas'],
        plain: ['grows to at most {v} copies'],
      }),
      facets(
        {
          ingress: block({
            external_enabled: true,
            target_port: '{v}',
            traffic_weight: block({ percentage: 100, latest_revision: true }),
          }),
        },
        [80, 3000, 8080],
        { with: ['external ingress on port {v} with all traffic to the latest revision'] },
      ),
      ...tagged(),
    ],
  },
  aks: {
    type: 'azurerm_kubernetes_cluster',
    noun: 'AKS cluster',
    plain: ['a managed Kubernetes cluster'],
    name: ['name', ...abbreviated('aks')],
    root: 4,
    always: {
      ...inGroup,
      dns_prefix: '{subject}',
      'default_node_pool.name': 'default',
      identity: block({ type: 'SystemAssigned' }),
    },
    facets: [
      facet(
        'default_node_pool.vm_size',
        ['Standard_D2s_v3', 'Standard_D2s_v5', 'Standard_D4s_v5', 'Standard_B2ms', 'Standard_E4s_v5'],
        {
          required: true,
          with: ['default nodes of size {v}'],
          plain: ['has nodes of size {v}'],
        },
      ),
      facet('default_node_pool.node_count', [1, 2, 3, 4, 5], {
        required: true,
        group: 'nodes',
        with: ['{v:number} default nodes'],
        plain: ['has {v:number} nodes'],
      }),
      facets(
        {
          'default_node_pool.auto_scaling_enabled': true,
          'default_node_pool.min_count': 1,
          'default_node_pool.max_count': '{v}',
        },
        [3, 4, 5, 6, 10],
        { required: true, group: 'nodes', with: ['a default node pool that scales from 1 to {v} nodes'] },
      ),
      facet('sku_tier', ['Free', 'Standard'], { with: ['the tier {v}'] }),
      facet('oidc_issuer_enabled', [true], { with: ['the OIDC issuer enabled'] }),
      facet('azure_policy_enabled', [true], { with: ['Azure Policy enabled'] }),
      facet('private_cluster_enabled', [true], {
        with: ['a private API server'],
        plain: ['has no public control plane'],
      }),
      facets({ network_profile: block({ network_plugin: '{v}' }) }, ['azure', 'kubenet'], {
        with: ['the network plugin {v}'],
      }),
      facets({ oms_agent: block({ log_analytics_workspace_id: ref('workspace', 'id') }) }, [], {
        with: ['its logs in a Log Analytics workspace'],
        weight: 0.4,
      }),
      ...tagged(),
    ],
  },
  node_pool: {
    type: 'azurerm_kubernetes_cluster_node_pool',
    noun: 'node pool',
    name: ['name', 'workers', 'spot', 'batch', 'gpu', 'internal', 'apps'],
    on: [
      {
        part: 'aks',
        set: { kubernetes_cluster_id: owner('id') },
        say: ['{it} has another node pool{named}', 'add a node pool{named} to {it}'],
        weight: 3,
        repeat: true,
      },
    ],
    facets: [
      facet('vm_size', ['Standard_D2s_v5', 'Standard_D4s_v5', 'Standard_F4s_v2', 'Standard_E4s_v5'], {
        required: true,
        with: ['nodes of size {v}'],
      }),
      facet('node_count', [1, 2, 3, 4, 5, 6], { required: true, with: ['{v:number} nodes'] }),
      facet('mode', ['User', 'System'], { with: ['the mode {v}'] }),
      facet('os_disk_size_gb', [64, 100, 128, 256], { with: ['OS disks of {v} GB'] }),
      facets({ node_labels: { workload: '{v}' } }, ['{subject}', 'batch', 'web'], {
        with: ['the node label workload = "{v}"'],
      }),
      facets({ node_taints: ['{v}'] }, ['dedicated={team}:NoSchedule', 'workload=batch:NoSchedule'], {
        with: ['the taint {v}'],
      }),
    ],
  },
};
