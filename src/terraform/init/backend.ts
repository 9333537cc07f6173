/**
 * The checks that `terraform init` makes of a `backend` block without speaking to the backend: its type, its arguments,
 * and what must not be missing.
 */
import { type BodySchema, bodyContent, evaluate } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import type { BackendDeclaration } from '../configuration/model.ts';
import { mistake } from '../configuration/problem.ts';

interface Backend {
  readonly schema: BodySchema;
  /** Arguments that the backend itself demands, and how it says so. */
  readonly demanded: readonly string[];
  readonly complaint: (name: string, backend: BackendDeclaration) => Diagnostic;
}

const sourceless = (title: (name: string) => string) => (name: string) =>
  mistake(title(name), `The backend needs the argument "${name}".`, undefined, {
    code: 'terraform/backend-missing-value',
  });
const requiredField = sourceless((name) => `"${name}": required field is not set`);

function backend(
  attributes: string,
  blocks = '',
  demanded: readonly string[] = [],
  complaint: Backend['complaint'] = requiredField,
): Backend {
  const words = (text: string) => text.split(' ').filter((word) => word !== '');
  return {
    schema: {
      attributes: words(attributes).map((name) => ({ name, required: false })),
      blocks: words(blocks).map((type) => ({ type, labels: [] })),
    },
    demanded,
    complaint,
  };
}

/** As of Terraform 1.11. */
const BACKENDS: Readonly<Record<string, Backend>> = {
  local: backend('path workspace_dir'),
  inmem: backend('lock_id'),
  remote: backend('hostname organization token', 'workspaces', ['organization'], (name, { span }) =>
    mistake(`Invalid ${name} value`, `"${name}" must not be empty.`, span),
  ),
  s3: backend(
    'bucket key region allowed_account_ids dynamodb_endpoint endpoint iam_endpoint sts_endpoint sts_region encrypt acl access_key secret_key kms_key_id dynamodb_table profile retry_mode shared_config_files shared_credentials_file shared_credentials_files token skip_credentials_validation skip_requesting_account_id skip_metadata_api_check skip_region_validation skip_s3_checksum sse_customer_key workspace_key_prefix force_path_style use_path_style max_retries custom_ca_bundle ec2_metadata_service_endpoint ec2_metadata_service_endpoint_mode http_proxy https_proxy no_proxy insecure use_dualstack_endpoint use_fips_endpoint use_lockfile endpoints assume_role assume_role_with_web_identity forbidden_account_ids',
    '',
    ['bucket', 'key', 'region'],
    (name, { span }) =>
      name === 'region'
        ? mistake('Missing region value', 'The region must be given, here or in the environment.', span)
        : mistake('Missing Required Value', `The backend needs the argument "${name}".`, span),
  ),
  gcs: backend(
    'bucket prefix credentials access_token impersonate_service_account impersonate_service_account_delegates encryption_key kms_encryption_key storage_custom_endpoint',
  ),
  azurerm: backend(
    'storage_account_name container_name key metadata_host environment endpoint access_key sas_token snapshot resource_group_name client_id client_certificate_password client_certificate_path client_certificate client_secret client_id_file_path client_secret_file_path subscription_id tenant_id use_msi msi_endpoint use_oidc oidc_token oidc_token_file_path oidc_request_url oidc_request_token use_azuread_auth use_cli use_aks_workload_identity lookup_blob_endpoint ado_pipeline_service_connection_id',
    '',
    ['container_name', 'key', 'storage_account_name'],
  ),
  http: backend(
    'address update_method lock_address unlock_address lock_method unlock_method username password skip_cert_verification retry_max retry_wait_min retry_wait_max client_ca_certificate_pem client_certificate_pem client_private_key_pem',
    '',
    ['address'],
    sourceless((name) => `${name} argument is required`),
  ),
  consul: backend('path access_token address scheme datacenter http_auth gzip lock ca_file cert_file key_file'),
  kubernetes: backend(
    'secret_suffix labels namespace in_cluster_config load_config_file host username password insecure client_certificate client_key cluster_ca_certificate config_paths config_path config_context config_context_auth_info config_context_cluster token proxy_url',
    'exec',
  ),
  pg: backend('conn_str schema_name skip_schema_creation skip_table_creation skip_index_creation'),
  cos: backend(
    'secret_id secret_key security_token region bucket prefix key encrypt acl accelerate endpoint domain',
    'assume_role',
    ['region', 'bucket'],
  ),
  oss: backend(
    'access_key secret_key security_token ecs_role_name region endpoint bucket prefix key tablestore_endpoint tablestore_table encrypt acl shared_credentials_file profile assume_role_role_arn assume_role_session_name assume_role_policy assume_role_session_expiration sts_endpoint',
    'assume_role',
    ['bucket'],
  ),
};

export function checkBackend(declaration: BackendDeclaration, problems: Diagnostic[]): void {
  if (declaration.kind === 'cloud') return;
  const known = Object.hasOwn(BACKENDS, declaration.type) ? BACKENDS[declaration.type] : undefined;
  if (known === undefined) {
    problems.push(
      mistake('Unsupported backend type', `There is no backend "${declaration.type}".`, declaration.typeSpan),
    );
    return;
  }
  const own: Diagnostic[] = [];
  const { attributes } = bodyContent(declaration.body, known.schema, own);
  const unset: string[] = [];
  for (const attribute of attributes.values()) {
    if (evaluate(attribute.expression, undefined, own).state === 'null') unset.push(attribute.name);
  }
  append(problems, own);
  if (own.length > 0) return;
  for (const name of known.demanded) {
    if (!attributes.has(name) || unset.includes(name)) problems.push(known.complaint(name, declaration));
  }
}
