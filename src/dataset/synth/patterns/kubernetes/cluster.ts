/** What workloads need: namespaces, networking, storage, settings, permissions. */
import { block, type Facet, type Family, facet, facets, owner, ref } from '../../part.ts';
import { labelled, named, nameOf, namespaced } from './shared.ts';

const RESOURCES = ['pods', 'services', 'configmaps', 'secrets', 'deployments', 'jobs', 'ingresses'];
const VERBS = ['get', 'list', 'watch'];
const rule = (resources: string) =>
  ({
    'rule.api_groups':
      resources === 'deployments'
        ? ['apps']
        : resources === 'jobs'
          ? ['batch']
          : resources === 'ingresses'
            ? ['networking.k8s.io']
            : [''],
    'rule.resources': [resources],
    'rule.verbs': VERBS,
  }) as const;
const ruleFacets = RESOURCES.map((resources) =>
  facets(rule(resources), [], {
    required: true,
    group: 'rule',
    with: [`leave to get, list and watch ${resources}`],
    it: [`allows to get, list and watch ${resources}`],
    plain: [`lets one get, list and watch ${resources}`],
  }),
);

const serviceFacets: readonly Facet[] = [
  facets({ 'spec.port.port': '{v}', 'spec.port.target_port': '8080' }, [80, 443, 8080, 9000], {
    required: true,
    with: ['the port {v} that leads to 8080'],
    it: ['forwards port {v} to 8080'],
    plain: ['forwards port {v} to 8080'],
  }),
  facet('spec.type', ['ClusterIP', 'NodePort', 'LoadBalancer'], {
    with: ['the type {v}'],
    it: ['is of type {v}'],
    plain: ['is of type {v}'],
    weight: 3,
  }),
  facet('spec.session_affinity', ['ClientIP'], { with: ['the session affinity {v}'] }),
];

export const cluster: Family = {
  namespace: {
    type: 'kubernetes_namespace_v1',
    noun: 'Kubernetes namespace',
    plain: ['a space of our own on the Kubernetes cluster'],
    name: ['metadata.name', '{subject}', '{team}', '{subject}-{env}', '{team}-{env}', '{company}-{subject}'],
    root: 5,
    facets: labelled(),
    needed: ['a namespace'],
    shared: true,
  },
  quota: {
    type: 'kubernetes_resource_quota_v1',
    noun: 'resource quota',
    name: named('quota'),
    always: { 'metadata.namespace': nameOf('namespace') },
    on: [
      {
        part: 'namespace',
        set: {},
        say: ['{it} has a resource quota{named}', 'limit {it} by a resource quota{named}'],
        plain: ['it may not grow without bound'],
        weight: 2,
      },
    ],
    facets: [
      facets({ 'spec.hard': { pods: '{v}' } }, ['10', '20', '50', '100'], {
        required: true,
        group: 'hard',
        with: ['at most {v} pods'],
        it: ['allows {v} pods'],
        plain: ['allows {v} pods'],
      }),
      facets({ 'spec.hard': { 'limits.cpu': '{v}', 'limits.memory': '16Gi' } }, ['4', '8', '16'], {
        required: true,
        group: 'hard',
        with: ['limits.cpu of {v} and limits.memory of 16Gi'],
        plain: ['allows limits.cpu of {v} and limits.memory of 16Gi'],
      }),
    ],
  },
  limit_range: {
    type: 'kubernetes_limit_range_v1',
    noun: 'limit range',
    name: named('limits'),
    always: { 'metadata.namespace': nameOf('namespace') },
    on: [
      {
        part: 'namespace',
        set: {},
        say: ['{it} has a limit range{named} for containers', 'add a limit range{named} for containers to {it}'],
        weight: 1.5,
      },
    ],
    facets: [
      facets(
        { 'spec.limit.type': 'Container', 'spec.limit.default': { cpu: '500m', memory: '{v}' } },
        ['128Mi', '256Mi', '512Mi', '1Gi'],
        { required: true, with: ['defaults of 500m CPU and {v} of memory (type Container)'] },
      ),
    ],
  },
  service: {
    type: 'kubernetes_service_v1',
    noun: 'Kubernetes service',
    plain: ['an address inside the cluster for a group of pods'],
    name: named('svc', '{subject}-service'),
    root: 4,
    always: { 'spec.selector': { app: '{subject}' } },
    facets: [...serviceFacets, ...namespaced, ...labelled()],
    needed: ['a service'],
  },
  deployment_service: {
    type: 'kubernetes_service_v1',
    noun: 'Kubernetes service',
    name: named('svc', '{owner}-svc', '{owner}'),
    always: { 'spec.selector': { app: '{subject}' } },
    on: [
      {
        part: 'deployment',
        set: { 'metadata.namespace': owner('metadata[0].namespace') },
        say: ['a service{named} exposes {it}', 'expose {it} by a service{named}'],
        plain: ['others reach it under one address'],
        weight: 4,
      },
    ],
    facets: [...serviceFacets, ...labelled()],
  },
  ingress: {
    type: 'kubernetes_ingress_v1',
    noun: 'Kubernetes ingress',
    plain: ['a way from the web to a service on Kubernetes'],
    name: named('ingress'),
    root: 3,
    always: {
      'spec.rule.http.path.path_type': 'Prefix',
      'spec.rule.http.path.backend.service.name': nameOf('service'),
      'spec.rule.http.path.backend.service.port.number': 80,
    },
    facets: [
      facet('spec.rule.host', ['{domain}', '{subject}.{domain}', 'app.{domain}', '{env}.{domain}'], {
        required: true,
        with: ['the host {v}'],
        it: ['serves {v}'],
        plain: ['serves {v}'],
      }),
      facet('spec.rule.http.path.path', ['/', '/api', '/{subject}', '/v1'], {
        required: true,
        with: ['the prefix {v}, which goes to port 80 of a service'],
        it: ['sends the prefix {v} to port 80 of a service'],
        plain: ['sends the prefix {v} to port 80 of a service'],
      }),
      facet('spec.ingress_class_name', ['nginx', 'traefik', 'alb', 'haproxy'], {
        with: ['the ingress class {v}'],
        it: ['uses the ingress class {v}'],
        plain: ['uses the ingress class {v}'],
      }),
      facets({ 'spec.tls.hosts': ['{domain}'], 'spec.tls.secret_name': '{v}' }, ['{subject}-tls', 'wildcard-tls'], {
        with: ['TLS for {domain} by the secret {v}'],
        plain: ['speaks TLS for {domain} by the secret {v}'],
      }),
      ...namespaced,
      ...labelled(),
    ],
  },
  network_policy: {
    type: 'kubernetes_network_policy_v1',
    noun: 'network policy',
    plain: ['a rule about who may talk to our pods'],
    name: named('policy', 'default-deny', 'allow-{team}'),
    root: 3,
    facets: [
      facets({ 'spec.pod_selector': block({}), 'spec.policy_types': ['Ingress'] }, [], {
        required: true,
        group: 'kind',
        with: ['all pods selected and no ingress allowed'],
        it: ['denies all ingress to all pods'],
        plain: ['lets nobody in'],
      }),
      facets({ 'spec.pod_selector': block({}), 'spec.policy_types': ['Ingress', 'Egress'] }, [], {
        required: true,
        group: 'kind',
        with: ['all pods selected and neither ingress nor egress allowed'],
        it: ['denies all ingress and egress'],
        plain: ['lets nothing in or out'],
      }),
      facets(
        {
          'spec.pod_selector.match_labels': { app: '{subject}' },
          'spec.policy_types': ['Ingress'],
          'spec.ingress.from.pod_selector.match_labels': { app: '{v}' },
        },
        ['gateway', 'frontend', '{team}', 'web'],
        {
          required: true,
          group: 'kind',
          with: ['ingress to pods with app = "{subject}" from pods with app = "{v}" alone'],
          it: ['lets only pods with app = "{v}" reach pods with app = "{subject}"'],
          plain: ['lets only pods with app = "{v}" reach those with app = "{subject}"'],
        },
      ),
      ...namespaced,
      ...labelled(),
    ],
  },
  config_map: {
    type: 'kubernetes_config_map_v1',
    noun: 'config map',
    plain: ['settings for an application on Kubernetes'],
    name: named('config', '{subject}-settings'),
    root: 5,
    facets: [
      facets({ data: { LOG_LEVEL: '{v}' } }, ['info', 'debug', 'warn'], {
        required: true,
        group: 'data',
        with: ['LOG_LEVEL = "{v}"'],
        it: ['holds LOG_LEVEL = "{v}"'],
        plain: ['holds LOG_LEVEL = "{v}"'],
      }),
      facets({ data: { DATABASE_HOST: '{v}' } }, ['db.{domain}', 'postgres.{team}.svc', '{subject}-db'], {
        required: true,
        group: 'data',
        with: ['DATABASE_HOST = "{v}"'],
        it: ['holds DATABASE_HOST = "{v}"'],
        plain: ['holds DATABASE_HOST = "{v}"'],
      }),
      facets({ data: { 'app.properties': 'stage={v}' } }, ['{env}'], {
        required: true,
        group: 'data',
        with: ['a file app.properties that says stage={v}'],
      }),
      facet('immutable', [true], {
        with: ['no way to change it (immutable)'],
        it: ['is immutable'],
        plain: ['cannot be changed'],
      }),
      ...namespaced,
      ...labelled(),
    ],
  },
  password: {
    type: 'random_password',
    noun: 'generated password',
    root: 0,
    facets: [
      facet('length', [16, 20, 24, 32], { required: true, with: ['{v} characters'], it: ['is {v} characters long'] }),
    ],
    needed: ['a generated password (random_password)'],
    shared: true,
  },
  secret: {
    type: 'kubernetes_secret_v1',
    noun: 'Kubernetes secret',
    plain: ['a secret for an application on Kubernetes'],
    name: named('secret', '{subject}-credentials'),
    root: 4,
    facets: [
      facets({ data: { password: ref('password', 'result') } }, [], {
        required: true,
        with: ['a generated password under the key password'],
        it: ['holds a generated password under the key password'],
        plain: ['holds a generated password under the key password'],
      }),
      facet('type', ['Opaque'], { with: ['the type {v}'], it: ['is of type {v}'], plain: ['is of type {v}'] }),
      facet('immutable', [true], { with: ['no way to change it (immutable)'], plain: ['cannot be changed'] }),
      ...namespaced,
      ...labelled(),
    ],
  },
  account: {
    type: 'kubernetes_service_account_v1',
    noun: 'service account',
    plain: ['an identity that pods act under'],
    name: named('account', '{subject}-runner'),
    root: 3,
    facets: [
      facet('automount_service_account_token', [false, true], {
        with: ['automounting of its token set to {v}'],
        plain: ['mounts its token by itself: {v}'],
        weight: 2,
      }),
      facets({ 'image_pull_secret.name': '{v}' }, ['registry', '{team}-registry'], {
        with: ['the image pull secret {v}'],
      }),
      ...namespaced,
      ...labelled(),
    ],
    needed: ['a service account'],
  },
  role: {
    type: 'kubernetes_role_v1',
    noun: 'Kubernetes role',
    plain: ['a set of permissions inside a namespace'],
    name: named('reader', '{team}-role'),
    root: 3,
    facets: [...ruleFacets, ...namespaced, ...labelled()],
    needed: ['a role'],
  },
  role_binding: {
    type: 'kubernetes_role_binding_v1',
    noun: 'role binding',
    name: named('binding'),
    on: [
      {
        part: 'role',
        set: {
          'role_ref.api_group': 'rbac.authorization.k8s.io',
          'role_ref.kind': 'Role',
          'role_ref.name': owner('metadata[0].name'),
        },
        say: ['a role binding{named} grants {it}', 'grant {it} by a role binding{named}'],
        plain: ['somebody has it'],
        weight: 4,
      },
    ],
    facets: [
      facets({ 'subject.kind': 'ServiceAccount', 'subject.name': nameOf('account') }, [], {
        required: true,
        group: 'subject',
        with: ['a service account as its subject'],
        plain: ['is for a service account'],
      }),
      ...(['User', 'Group'] as const).map((kind) =>
        facets(
          { 'subject.kind': kind, 'subject.name': '{v}', 'subject.api_group': 'rbac.authorization.k8s.io' },
          ['{team}', '{team}-ops', '{company}-{team}'],
          {
            required: true,
            group: 'subject',
            with: [`the ${kind.toLowerCase()} "{v}" as its subject`],
            it: [`is for the ${kind.toLowerCase()} "{v}"`],
            plain: [`is for the ${kind.toLowerCase()} "{v}"`],
          },
        ),
      ),
    ],
  },
  cluster_role: {
    type: 'kubernetes_cluster_role_v1',
    noun: 'cluster role',
    plain: ['a set of permissions across the cluster'],
    name: named('viewer', '{team}-cluster-role'),
    root: 2,
    facets: [...ruleFacets, ...labelled()],
  },
  cluster_role_binding: {
    type: 'kubernetes_cluster_role_binding_v1',
    noun: 'cluster role binding',
    name: named('binding'),
    on: [
      {
        part: 'cluster_role',
        set: {
          'role_ref.api_group': 'rbac.authorization.k8s.io',
          'role_ref.kind': 'ClusterRole',
          'role_ref.name': owner('metadata[0].name'),
        },
        say: ['a cluster role binding{named} grants {it}', 'grant {it} by a cluster role binding{named}'],
        plain: ['somebody has it'],
        weight: 4,
      },
    ],
    facets: [
      facets(
        { 'subject.kind': 'Group', 'subject.name': '{v}', 'subject.api_group': 'rbac.authorization.k8s.io' },
        ['{team}', '{company}-{team}', 'system:authenticated'],
        {
          required: true,
          with: ['the group "{v}" as its subject'],
          it: ['is for the group "{v}"'],
          plain: ['is for the group "{v}"'],
        },
      ),
    ],
  },
  claim: {
    type: 'kubernetes_persistent_volume_claim_v1',
    noun: 'persistent volume claim',
    plain: ['room for data on Kubernetes'],
    name: named('data', '{subject}-pvc'),
    root: 4,
    facets: [
      facets({ 'spec.access_modes': ['{v}'] }, ['ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany'], {
        required: true,
        with: ['the access mode {v}'],
        it: ['has the access mode {v}'],
        plain: ['has the access mode {v}'],
      }),
      facets(
        { 'spec.resources.requests': { storage: '{v}' } },
        ['1Gi', '5Gi', '10Gi', '20Gi', '50Gi', '100Gi', '200Gi'],
        {
          required: true,
          with: ['{v} of storage', 'a request for {v}'],
          it: ['asks for {v}'],
          plain: ['holds {v}'],
        },
      ),
      facets({ 'spec.storage_class_name': nameOf('storage_class') }, [], {
        with: ['a storage class of its own'],
        group: 'class',
        weight: 0.7,
      }),
      facet('spec.storage_class_name', ['standard', 'gp3', 'premium-rwo', 'fast'], {
        with: ['the storage class {v}'],
        plain: ['uses the storage class {v}'],
        group: 'class',
      }),
      facet('wait_until_bound', [false], { with: ['no waiting until it is bound'] }),
      ...namespaced,
      ...labelled(),
    ],
  },
  volume: {
    type: 'kubernetes_persistent_volume_v1',
    noun: 'persistent volume',
    plain: ['a volume that pods may claim'],
    name: named('pv', '{subject}-volume'),
    root: 2,
    facets: [
      facets({ 'spec.capacity': { storage: '{v}' } }, ['5Gi', '10Gi', '20Gi', '50Gi', '100Gi'], {
        required: true,
        with: ['{v} of storage'],
        plain: ['holds {v}'],
      }),
      facets({ 'spec.access_modes': ['{v}'] }, ['ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany'], {
        required: true,
        with: ['the access mode {v}'],
        plain: ['has the access mode {v}'],
      }),
      facets({ 'spec.persistent_volume_source.host_path.path': '{v}' }, ['/mnt/{subject}', '/data/{subject}'], {
        required: true,
        group: 'source',
        with: ['the host path {v}'],
        plain: ['lies at {v} of its node'],
      }),
      facets(
        { 'spec.persistent_volume_source.nfs.server': 'nfs.{domain}', 'spec.persistent_volume_source.nfs.path': '{v}' },
        ['/exports/{subject}', '/{team}'],
        {
          required: true,
          group: 'source',
          with: ['the NFS server nfs.{domain} and its path {v}'],
          plain: ['lies at {v} of nfs.{domain} (NFS)'],
        },
      ),
      facet('spec.persistent_volume_reclaim_policy', ['Retain', 'Delete', 'Recycle'], {
        with: ['the reclaim policy {v}'],
      }),
      facet('spec.storage_class_name', ['manual', 'nfs', 'local'], { with: ['the storage class {v}'] }),
      ...labelled(),
    ],
  },
  storage_class: {
    type: 'kubernetes_storage_class_v1',
    noun: 'storage class',
    plain: ['a kind of disk that pods may ask for'],
    name: ['metadata.name', '{subject}-fast', 'fast', '{team}-ssd', '{company}-standard', 'gp3', 'premium'],
    root: 2,
    facets: [
      facet(
        'storage_provisioner',
        ['ebs.csi.aws.com', 'pd.csi.storage.gke.io', 'disk.csi.azure.com', 'rancher.io/local-path'],
        {
          required: true,
          with: ['the provisioner {v}'],
          it: ['uses the provisioner {v}'],
          plain: ['uses the provisioner {v}'],
        },
      ),
      facet('reclaim_policy', ['Retain', 'Delete'], {
        with: ['the reclaim policy {v}'],
        plain: ['follows the reclaim policy {v}'],
      }),
      facet('volume_binding_mode', ['WaitForFirstConsumer', 'Immediate'], { with: ['the volume binding mode {v}'] }),
      facet('allow_volume_expansion', [true], { with: ['volume expansion allowed'], plain: ['lets disks grow'] }),
      facets({ parameters: { type: '{v}' } }, ['gp3', 'pd-ssd', 'io2'], { with: ['the parameter type = "{v}"'] }),
    ],
    needed: ['a storage class'],
  },
  ingress_class: {
    type: 'kubernetes_ingress_class_v1',
    noun: 'ingress class',
    name: ['metadata.name', '{subject}-nginx', 'external', 'internal', '{team}-ingress'],
    root: 1,
    facets: [
      facet('spec.controller', ['k8s.io/ingress-nginx', 'ingress.k8s.aws/alb', 'traefik.io/ingress-controller'], {
        required: true,
        with: ['the controller {v}'],
        it: ['uses the controller {v}'],
      }),
      ...labelled(),
    ],
  },
};
