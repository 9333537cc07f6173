/** What runs: deployments, sets, jobs, pods, and what scales and guards them. */
import { block, type Family, facet, facets, owner } from '../../part.ts';
import { containerFacets, labelled, named, nameOf, namespaced, portFacet } from './shared.ts';

const CONTAINER = 'spec.template.spec.container';
const REPLICAS = ['2', '3', '4', '5', '6', '8', '10'];
const selected = {
  'spec.selector.match_labels': { app: '{subject}' },
  'spec.template.metadata.labels': { app: '{subject}' },
  [`${CONTAINER}.name`]: '{subject}',
};

const replicas = facet('spec.replicas', REPLICAS, {
  with: ['{v} replicas'],
  it: ['has {v} replicas', 'runs {v} replicas'],
  plain: ['runs in {v} copies'],
  weight: 2,
});

const probe = facets(
  { [`${CONTAINER}.liveness_probe.http_get.path`]: '{v}', [`${CONTAINER}.liveness_probe.http_get.port`]: '8080' },
  ['/healthz', '/health', '/live', '/ping'],
  { with: ['a liveness probe at {v} on port 8080'], plain: ['is restarted when {v} on port 8080 does not answer'] },
);

export const workloads: Family = {
  deployment: {
    type: 'kubernetes_deployment_v1',
    noun: 'Kubernetes deployment',
    plain: ['a service that runs on our Kubernetes cluster', 'containers that keep running on Kubernetes'],
    name: named('app', '{subject}-web', '{subject}-api'),
    root: 7,
    always: selected,
    facets: [
      replicas,
      ...containerFacets(CONTAINER),
      portFacet(CONTAINER),
      probe,
      facets({ 'spec.template.spec.service_account_name': nameOf('account') }, [], {
        with: ['a service account of its own'],
        weight: 0.6,
      }),
      facet('spec.strategy.type', ['Recreate', 'RollingUpdate'], { with: ['the strategy {v}'] }),
      facet('spec.revision_history_limit', [3, 5, 20], { with: ['{v:number} old revisions kept'] }),
      facets({ 'spec.template.spec.node_selector': { pool: '{v}' } }, ['workers', 'spot', '{team}'], {
        with: ['the node selector pool = "{v}"'],
      }),
      ...namespaced,
      ...labelled(),
    ],
    needed: ['a deployment'],
  },
  stateful_set: {
    type: 'kubernetes_stateful_set_v1',
    noun: 'Kubernetes stateful set',
    plain: ['containers on Kubernetes that keep their identity'],
    name: named('db', '{subject}-store'),
    root: 3,
    always: { ...selected, 'spec.service_name': nameOf('headless') },
    facets: [
      replicas,
      ...containerFacets(CONTAINER),
      portFacet(CONTAINER),
      facet('spec.pod_management_policy', ['Parallel', 'OrderedReady'], { with: ['the pod management policy {v}'] }),
      ...namespaced,
      ...labelled(),
    ],
  },
  headless: {
    type: 'kubernetes_service_v1',
    noun: 'headless service',
    name: ['metadata.name', '{owner}-headless', '{owner}-peers', '{subject}-headless'],
    root: 0,
    always: { 'spec.selector': { app: '{subject}' }, 'spec.cluster_ip': 'None' },
    facets: [
      facet('spec.port.port', [80, 5432, 6379, 9042], {
        required: true,
        with: ['the port {v}'],
        it: ['listens on {v}'],
      }),
    ],
    needed: ['a headless service'],
  },
  daemon_set: {
    type: 'kubernetes_daemon_set_v1',
    noun: 'Kubernetes daemon set',
    plain: ['a container on every node of our Kubernetes cluster'],
    name: named('agent', '{subject}-collector'),
    root: 3,
    always: selected,
    facets: [
      ...containerFacets(CONTAINER),
      portFacet(CONTAINER),
      facet('spec.template.spec.host_network', [true], {
        with: ['host networking'],
        plain: ['uses the network of its node'],
      }),
      facets(
        { 'spec.template.spec.toleration.key': '{v}', 'spec.template.spec.toleration.operator': 'Exists' },
        ['node-role.kubernetes.io/control-plane', 'dedicated'],
        { with: ['a toleration (Exists) of {v}'] },
      ),
      ...namespaced,
      ...labelled(),
    ],
  },
  job: {
    type: 'kubernetes_job_v1',
    noun: 'Kubernetes job',
    plain: ['a job that Kubernetes runs once'],
    name: named('job', '{subject}-migration', '{subject}-import'),
    root: 3,
    always: {
      'spec.template.metadata': block({}),
      [`${CONTAINER}.name`]: '{subject}',
      'spec.template.spec.restart_policy': 'Never',
    },
    facets: [
      ...containerFacets(CONTAINER),
      facets({ [`${CONTAINER}.command`]: ['{v}'] }, ['/app/run', '/bin/migrate', '/app/import'], {
        with: ['the command {v}'],
        plain: ['runs {v}'],
      }),
      facet('spec.backoff_limit', [1, 2, 3, 4, 5], {
        with: ['a backoff limit of {v}'],
        plain: ['is tried again at most {v} times'],
      }),
      facet('spec.completions', [2, 3, 5, 10], { with: ['{v:number} completions'] }),
      facet('spec.parallelism', [2, 3, 4, 5], { with: ['a parallelism of {v}'] }),
      facet('wait_for_completion', [false], { with: ['no waiting for its completion'] }),
      ...namespaced,
      ...labelled(),
    ],
  },
  cron_job: {
    type: 'kubernetes_cron_job_v1',
    noun: 'Kubernetes cron job',
    plain: ['a job that Kubernetes runs regularly'],
    name: named('cron', '{subject}-nightly', '{subject}-cleanup'),
    root: 4,
    always: {
      'spec.job_template.metadata': block({}),
      'spec.job_template.spec.template.metadata': block({}),
      'spec.job_template.spec.template.spec.container.name': '{subject}',
      'spec.job_template.spec.template.spec.restart_policy': 'OnFailure',
    },
    facets: [
      facet('spec.schedule', ['0 3 * * *', '*/10 * * * *', '0 * * * *', '30 1 * * 0', '0 6 1 * *', '*/30 * * * *'], {
        required: true,
        with: ['the schedule "{v}"'],
        it: ['runs on "{v}"'],
        plain: ['runs on "{v}"'],
      }),
      ...containerFacets('spec.job_template.spec.template.spec.container'),
      facet('spec.concurrency_policy', ['Forbid', 'Replace', 'Allow'], {
        with: ['the concurrency policy {v}'],
        plain: ['treats overlapping runs by the policy {v}'],
      }),
      facet('spec.successful_jobs_history_limit', [1, 2, 5, 10], { with: ['{v:number} successful jobs kept'] }),
      facet('spec.suspend', [true], { with: ['its schedule suspended'] }),
      facet('spec.timezone', ['Europe/Berlin', 'America/New_York', 'Etc/UTC'], { with: ['the time zone {v}'] }),
      ...namespaced,
      ...labelled(),
    ],
  },
  pod: {
    type: 'kubernetes_pod_v1',
    noun: 'Kubernetes pod',
    plain: ['a single container on Kubernetes'],
    name: named('pod', '{subject}-debug'),
    root: 2,
    always: { 'spec.container.name': '{subject}' },
    facets: [
      ...containerFacets('spec.container'),
      portFacet('spec.container'),
      facet('spec.restart_policy', ['Never', 'OnFailure', 'Always'], { with: ['the restart policy {v}'] }),
      ...namespaced,
      ...labelled(),
    ],
  },
  autoscaler: {
    type: 'kubernetes_horizontal_pod_autoscaler_v2',
    noun: 'horizontal pod autoscaler',
    name: named('hpa', '{owner}-hpa'),
    on: [
      {
        part: 'deployment',
        set: {
          'metadata.namespace': owner('metadata[0].namespace'),
          'spec.scale_target_ref.api_version': 'apps/v1',
          'spec.scale_target_ref.kind': 'Deployment',
          'spec.scale_target_ref.name': owner('metadata[0].name'),
        },
        say: ['a horizontal pod autoscaler{named} scales {it}', 'add a horizontal pod autoscaler{named} to {it}'],
        plain: ['it scales with its load'],
        weight: 3,
      },
    ],
    facets: [
      facets({ 'spec.min_replicas': 2, 'spec.max_replicas': '{v}' }, [4, 5, 6, 8, 10, 20], {
        required: true,
        with: ['2 to {v} replicas'],
        it: ['keeps 2 to {v} replicas'],
        plain: ['keeps 2 to {v} copies'],
      }),
      facets(
        {
          'spec.metric.type': 'Resource',
          'spec.metric.resource.name': 'cpu',
          'spec.metric.resource.target.type': 'Utilization',
          'spec.metric.resource.target.average_utilization': '{v}',
        },
        [50, 60, 70, 80],
        {
          with: ['a target of {v} % CPU utilization'],
          it: ['aims at {v} % CPU utilization'],
          plain: ['aims at {v} % CPU utilization'],
        },
      ),
    ],
  },
  disruption_budget: {
    type: 'kubernetes_pod_disruption_budget_v1',
    noun: 'pod disruption budget',
    name: named('pdb', '{owner}-pdb'),
    on: [
      {
        part: 'deployment',
        set: {
          'metadata.namespace': owner('metadata[0].namespace'),
          'spec.selector.match_labels': { app: '{subject}' },
        },
        say: ['a pod disruption budget{named} protects {it}', 'add a pod disruption budget{named} for {it}'],
        plain: ['enough of it keeps running while nodes are replaced'],
        weight: 2,
      },
    ],
    facets: [
      facet('spec.max_unavailable', ['1', '25%', '50%'], {
        required: true,
        group: 'share',
        with: ['at most {v} unavailable'],
        plain: ['lets at most {v} be away'],
      }),
      facet('spec.min_available', ['1', '2', '50%'], {
        required: true,
        group: 'share',
        with: ['at least {v} available'],
        plain: ['keeps at least {v} there'],
      }),
    ],
  },
  priority_class: {
    type: 'kubernetes_priority_class_v1',
    noun: 'priority class',
    plain: ['a rank for what matters more on Kubernetes'],
    name: ['metadata.name', '{subject}-critical', '{team}-high', 'high-priority', '{env}-low', 'batch-low'],
    root: 1,
    facets: [
      facet('value', [100, 1000, 10000, 100000, 1000000], {
        required: true,
        with: ['the value {v}'],
        it: ['has the value {v}'],
        plain: ['has the value {v}'],
      }),
      facet('description', ['Work of {team}', 'For {subject}'], { with: ['the description "{v}"'] }),
      facet('preemption_policy', ['Never', 'PreemptLowerPriority'], { with: ['the preemption policy {v}'] }),
    ],
  },
};
