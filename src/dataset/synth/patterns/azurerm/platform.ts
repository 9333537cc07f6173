/** Identity, keys, and what watches the rest. */
import { block, type Family, facet, facets, owner, ref } from '../../part.ts';
import { tagged } from '../shared.ts';
import { abbreviated, briefHyphenated, groupOnly, inGroup } from './shared.ts';

export const platform: Family = {
  identity: {
    type: 'azurerm_user_assigned_identity',
    noun: 'user-assigned identity',
    plain: ['an identity that an application acts under'],
    name: ['name', ...abbreviated('id')],
    root: 3,
    always: inGroup,
    facets: tagged(),
    needed: ['a user-assigned identity'],
  },
  group_role: {
    type: 'azurerm_role_assignment',
    noun: 'role assignment',
    on: [
      {
        part: 'identity',
        set: { principal_id: owner('principal_id'), scope: ref('resource_group', 'id') },
        say: ['{it} has a role on the resource group', 'assign {it} a role on the resource group'],
        weight: 3,
      },
      {
        part: 'storage_account',
        set: { principal_id: ref('identity', 'principal_id'), scope: owner('id') },
        say: ['a user-assigned identity has a role on {it}', 'assign a user-assigned identity a role on {it}'],
      },
    ],
    facets: [
      facet(
        'role_definition_name',
        ['Reader', 'Contributor', 'Storage Blob Data Reader', 'Storage Blob Data Contributor'],
        {
          required: true,
          with: ['the role "{v}"'],
          it: ['grants "{v}"'],
        },
      ),
    ],
  },
  key_vault: {
    type: 'azurerm_key_vault',
    noun: 'key vault',
    plain: ['a safe place for secrets on Azure'],
    name: ['name', ...briefHyphenated('kv')],
    root: 4,
    always: inGroup,
    facets: [
      facet('tenant_id', ['{uuid}'], {
        required: true,
        with: ['the tenant {v}'],
        plain: ['belongs to the tenant {v}'],
      }),
      facet('sku_name', ['standard', 'premium'], {
        required: true,
        with: ['the SKU {v}'],
        it: ['uses the SKU {v}'],
        plain: ['is of the tier {v}'],
      }),
      facet('purge_protection_enabled', [true], {
        with: ['purge protection'],
        it: ['has purge protection enabled'],
        plain: ['cannot be purged by accident'],
      }),
      facet('soft_delete_retention_days', [7, 14, 30, 45, 60, 90], {
        with: ['soft-deleted secrets kept for {v:days}'],
        plain: ['keeps what was deleted for {v:days}'],
      }),
      facet('rbac_authorization_enabled', [true], { with: ['RBAC authorization'], it: ['authorizes by RBAC'] }),
      facet('public_network_access_enabled', [false], {
        with: ['no public network access'],
        plain: ['is not reached from the internet'],
      }),
      facets({ network_acls: block({ default_action: 'Deny', bypass: 'AzureServices' }) }, [], {
        with: ['network ACLs that deny by default (Deny) and let AzureServices bypass them'],
      }),
      ...tagged(),
    ],
    needed: ['a key vault'],
  },
  vault_secret: {
    type: 'azurerm_key_vault_secret',
    noun: 'secret',
    name: ['name', '{subject}-password', 'db-password', '{subject}-token', 'api-key'],
    always: { value: ref('password', 'result') },
    on: [
      {
        part: 'key_vault',
        set: { key_vault_id: owner('id') },
        say: [
          '{it} holds a secret{named}, a generated password',
          'store a generated password as a secret{named} in {it}',
        ],
        weight: 3,
        repeat: true,
      },
    ],
    facets: [facet('content_type', ['password', 'text/plain'], { with: ['the content type {v}'] })],
  },
  vault_key: {
    type: 'azurerm_key_vault_key',
    noun: 'key',
    name: ['name', '{subject}-key', 'disk-key', '{env}-key'],
    always: { key_type: 'RSA', key_opts: ['decrypt', 'encrypt', 'sign', 'unwrapKey', 'verify', 'wrapKey'] },
    on: [
      {
        part: 'key_vault',
        set: { key_vault_id: owner('id') },
        say: ['{it} holds an RSA key{named} for encrypting, signing and wrapping', 'add an RSA key{named} to {it}'],
        weight: 2,
      },
    ],
    facets: [facet('key_size', [2048, 3072, 4096], { required: true, with: ['{v} bits'], it: ['has {v} bits'] })],
  },
  workspace: {
    type: 'azurerm_log_analytics_workspace',
    noun: 'Log Analytics workspace',
    plain: ['a place where logs are kept and searched'],
    name: ['name', ...abbreviated('log')],
    root: 4,
    always: inGroup,
    facets: [
      facet('sku', ['PerGB2018'], { with: ['the SKU {v}'] }),
      facet('retention_in_days', [30, 60, 90, 120, 180, 365, 730], {
        with: ['a retention of {v:days}'],
        it: ['keeps logs for {v:days}'],
        plain: ['keeps logs for {v:days}'],
        weight: 3,
      }),
      facet('daily_quota_gb', [1, 2, 5, 10, 20, 50], {
        with: ['a daily quota of {v} GB'],
        plain: ['takes at most {v} GB a day'],
      }),
      ...tagged(),
    ],
    needed: ['a Log Analytics workspace'],
  },
  insights: {
    type: 'azurerm_application_insights',
    noun: 'Application Insights',
    plural: 'Application Insights resources',
    plain: ['monitoring for an application'],
    name: ['name', ...abbreviated('appi')],
    root: 2,
    always: inGroup,
    facets: [
      facet('application_type', ['web', 'other', 'java', 'Node.JS'], {
        required: true,
        with: ['the application type {v}'],
        plain: ['is of the application type {v}'],
      }),
      facets({ workspace_id: ref('workspace', 'id') }, [], { with: ['its data in a Log Analytics workspace'] }),
      facet('retention_in_days', [30, 60, 90, 120, 180, 365], { with: ['a retention of {v:days}'] }),
      facet('sampling_percentage', [5, 10, 25, 50], { with: ['a sampling percentage of {v}'] }),
      ...tagged(),
    ],
  },
  action_group: {
    type: 'azurerm_monitor_action_group',
    noun: 'action group',
    plain: ['a list of people to call when something breaks'],
    name: ['name', ...abbreviated('ag'), '{team}-oncall'],
    root: 2,
    always: groupOnly,
    facets: [
      facet('short_name', ['oncall', 'alerts', 'ops', 'pager'], {
        required: true,
        with: ['the short name {v}'],
        plain: ['has the short name {v}'],
      }),
      facets(
        { email_receiver: block({ name: 'mail', email_address: '{v}' }) },
        ['{team}@{domain}', 'ops@{domain}', 'oncall@{domain}'],
        {
          with: ['an email receiver "mail" for {v}'],
          plain: ['sends mail to {v} by a receiver called "mail"'],
          weight: 3,
        },
      ),
      facets({ webhook_receiver: block({ name: 'hook', service_uri: '{v}' }) }, ['https://hooks.{domain}/{subject}'], {
        with: ['a webhook receiver "hook" at {v}'],
      }),
      ...tagged(),
    ],
    needed: ['an action group'],
  },
  metric_alert: {
    type: 'azurerm_monitor_metric_alert',
    noun: 'metric alert',
    name: ['name', ...abbreviated('alert'), '{subject}-availability'],
    always: { ...groupOnly, action: block({ action_group_id: ref('action_group', 'id') }) },
    on: [
      {
        part: 'storage_account',
        set: {
          scopes: [owner('id')],
          criteria: block({
            metric_namespace: 'Microsoft.Storage/storageAccounts',
            metric_name: 'Transactions',
            aggregation: 'Total',
            operator: 'GreaterThan',
            threshold: 1000,
          }),
        },
        say: ['a metric alert{named} watches {it} for more than 1000 Transactions (Total) and calls an action group'],
      },
      {
        part: 'linux_machine',
        set: {
          scopes: [owner('id')],
          criteria: block({
            metric_namespace: 'Microsoft.Compute/virtualMachines',
            metric_name: 'Percentage CPU',
            aggregation: 'Average',
            operator: 'GreaterThan',
            threshold: 80,
          }),
        },
        say: ['a metric alert{named} calls an action group when the average Percentage CPU of {it} exceeds 80'],
      },
    ],
    facets: [
      facet('severity', [0, 1, 2, 4], { with: ['severity {v}'] }),
      facet('frequency', ['PT5M', 'PT15M', 'PT30M'], { with: ['an evaluation every {v}'] }),
      facet('window_size', ['PT15M', 'PT30M', 'PT1H'], { with: ['a window of {v}'] }),
    ],
  },
  group_budget: {
    type: 'azurerm_consumption_budget_resource_group',
    noun: 'budget',
    name: ['name', '{team}-budget', '{subject}-budget', 'monthly'],
    on: [
      {
        part: 'resource_group',
        set: {
          resource_group_id: owner('id'),
          time_grain: 'Monthly',
          time_period: block({ start_date: '2025-01-01T00:00:00Z' }),
          notification: block({ operator: 'GreaterThan', threshold: 90, contact_emails: ['{team}@{domain}'] }),
        },
        say: [
          '{it} has a monthly budget{named} from 2025-01-01 that warns {team}@{domain} beyond (GreaterThan) 90 %',
          'add a monthly budget{named} from 2025-01-01 to {it} that warns {team}@{domain} beyond (GreaterThan) 90 %',
        ],
        weight: 0.4,
      },
    ],
    facets: [facet('amount', [100, 200, 500, 1000, 2500, 5000], { required: true, with: ['an amount of {v}'] })],
  },
  group_lock: {
    type: 'azurerm_management_lock',
    noun: 'management lock',
    name: ['name', 'no-delete', '{subject}-lock', 'keep'],
    on: [
      {
        part: 'storage_account',
        set: { scope: owner('id') },
        say: ['{it} has a management lock{named}', 'add a management lock{named} to {it}'],
      },
      {
        part: 'resource_group',
        set: { scope: owner('id') },
        say: ['{it} has a management lock{named}', 'add a management lock{named} to {it}'],
      },
    ],
    facets: [
      facet('lock_level', ['CanNotDelete', 'ReadOnly'], { required: true, with: ['the level {v}'] }),
      facet('notes', ['Belongs to {team}', 'Ask {team} first'], { with: ['the note "{v}"'] }),
    ],
  },
};
