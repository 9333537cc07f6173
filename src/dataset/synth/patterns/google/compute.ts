/** Machines, groups of them, clusters, functions and services without servers. */
import { block, type Family, facet, facets, owner, ref } from '../../part.ts';
import { hyphenated } from '../shared.ts';
import { labelled, ZONES } from './shared.ts';

const MACHINES = [
  'e2-micro',
  'e2-small',
  'e2-medium',
  'e2-standard-2',
  'e2-standard-4',
  'n2-standard-2',
  'n2-standard-4',
  'n1-standard-1',
  'c2-standard-4',
  't2d-standard-2',
];
const IMAGES = [
  'debian-cloud/debian-12',
  'debian-cloud/debian-11',
  'ubuntu-os-cloud/ubuntu-2204-lts',
  'cos-cloud/cos-stable',
  'rocky-linux-cloud/rocky-linux-9',
];
const CONTAINERS = [
  'gcr.io/cloudrun/hello',
  'us-docker.pkg.dev/cloudrun/container/hello',
  'nginx:1.27',
  '{region}-docker.pkg.dev/{company}/{subject}/app:1.2.0',
];
const location = facet('location', ['{region}'], {
  required: true,
  with: ['the location {v}'],
  it: ['runs in {v}'],
  plain: ['runs in {v}'],
});

export const compute: Family = {
  instance: {
    type: 'google_compute_instance',
    noun: 'Compute Engine instance',
    plain: ['a virtual machine on Google Cloud', 'a small server on Google Cloud'],
    name: ['name', ...hyphenated('vm')],
    root: 6,
    facets: [
      facet('machine_type', MACHINES, {
        required: true,
        with: ['the machine type {v}'],
        it: ['is an {v}', 'uses the machine type {v}'],
        plain: ['is of the machine type {v}'],
      }),
      facet('zone', ZONES, { required: true, with: ['the zone {v}'], it: ['runs in {v}'], plain: ['runs in {v}'] }),
      facet('boot_disk.initialize_params.image', IMAGES, {
        required: true,
        with: ['the boot image {v}'],
        it: ['boots {v}'],
        plain: ['boots {v}'],
      }),
      facets({ 'network_interface.subnetwork': ref('subnetwork', 'id') }, [], {
        required: true,
        group: 'network',
        weight: 2,
        with: ['an interface in a subnetwork'],
        it: ['is connected to a subnetwork'],
        plain: ['stands in a subnetwork of its own'],
      }),
      facets({ 'network_interface.network': 'default' }, [], {
        required: true,
        group: 'network',
        with: ['an interface in the default network'],
        it: ['is connected to the default network'],
        plain: ['stands in the default network'],
      }),
      facets({ 'network_interface.access_config': block({}) }, [], {
        with: ['an ephemeral public address'],
        plain: ['is reached from the internet'],
      }),
      facet('boot_disk.initialize_params.size', [20, 30, 40, 50, 100, 200], {
        with: ['a boot disk of {v} GB'],
        plain: ['has {v} GB of disk'],
      }),
      facet('boot_disk.initialize_params.type', ['pd-ssd', 'pd-balanced', 'pd-standard'], {
        with: ['a boot disk of type {v}'],
      }),
      facets({ tags: ['{v}'] }, ['web', 'ssh', '{subject}', 'bastion', 'db'], { with: ['the network tag {v}'] }),
      facet('can_ip_forward', [true], { with: ['IP forwarding'] }),
      facet('deletion_protection', [true], { with: ['deletion protection'], plain: ['cannot be deleted by accident'] }),
      facet('allow_stopping_for_update', [true], { with: ['leave to be stopped for updates'] }),
      facets({ scheduling: block({ preemptible: true, automatic_restart: false }) }, [], {
        with: ['preemptible scheduling without automatic restart'],
        plain: ['may be stopped at any time (preemptible, no automatic restart)'],
      }),
      facets({ metadata: { 'enable-oslogin': 'TRUE' } }, [], {
        with: ['OS Login on (metadata enable-oslogin = "TRUE")'],
      }),
      facets({ shielded_instance_config: block({ enable_secure_boot: true }) }, [], { with: ['secure boot'] }),
      facets({ service_account: block({ email: ref('service_account', 'email'), scopes: ['cloud-platform'] }) }, [], {
        with: ['a service account of its own with the scope cloud-platform'],
        weight: 0.5,
      }),
      ...labelled(),
    ],
    needed: ['a Compute Engine instance'],
  },
  disk: {
    type: 'google_compute_disk',
    noun: 'persistent disk',
    plain: ['a disk for data on Google Cloud'],
    name: ['name', ...hyphenated('disk'), '{subject}-data'],
    root: 3,
    facets: [
      facet('zone', ZONES, { required: true, with: ['the zone {v}'], it: ['lies in {v}'], plain: ['lies in {v}'] }),
      facet('type', ['pd-ssd', 'pd-balanced', 'pd-standard', 'pd-extreme'], {
        required: true,
        with: ['the type {v}'],
        plain: ['is of type {v}'],
      }),
      facet('size', [10, 20, 50, 64, 100, 200, 256, 500, 1000, 2000], {
        required: true,
        with: ['{v} GB', 'a size of {v} GB'],
        it: ['holds {v} GB'],
        plain: ['holds {v} GB'],
      }),
      ...labelled(),
    ],
    needed: ['a persistent disk'],
  },
  attached_disk: {
    type: 'google_compute_attached_disk',
    noun: 'disk attachment',
    on: [
      {
        part: 'instance',
        set: { instance: owner('id'), disk: ref('disk', 'id') },
        say: ['a persistent disk is attached to {it}', 'attach a persistent disk to {it}'],
        plain: ['it has a second disk for data'],
        weight: 2,
      },
    ],
    facets: [facet('mode', ['READ_WRITE', 'READ_ONLY'], { with: ['the mode {v}'] })],
  },
  template: {
    type: 'google_compute_instance_template',
    noun: 'instance template',
    name: ['name', ...hyphenated('template')],
    root: 1,
    always: { network_interface: block({ network: 'default' }) },
    facets: [
      facet('machine_type', MACHINES, { required: true, with: ['the machine type {v}'] }),
      facets({ disk: block({ source_image: '{v}', boot: true, auto_delete: true }) }, IMAGES, {
        required: true,
        with: ['a boot disk of {v} that is deleted with the machine'],
      }),
      facets({ tags: ['{v}'] }, ['web', '{subject}', 'worker'], { with: ['the network tag {v}'] }),
      ...labelled(),
    ],
    needed: ['an instance template'],
  },
  group: {
    type: 'google_compute_instance_group_manager',
    noun: 'managed instance group',
    plain: ['a group of equal machines'],
    name: ['name', ...hyphenated('group'), '{subject}-mig'],
    root: 2,
    always: { version: block({ instance_template: ref('template', 'id') }) },
    facets: [
      facet('base_instance_name', ['{subject}', '{team}', 'worker'], {
        required: true,
        with: ['machines named after "{v}"'],
        plain: ['names its machines after "{v}"'],
      }),
      facet('zone', ZONES, { required: true, with: ['the zone {v}'], plain: ['runs in {v}'] }),
      facet('target_size', [1, 2, 3, 4, 5, 6, 8], {
        required: true,
        with: ['{v:number} instances', 'a target size of {v}'],
        plain: ['has {v:number} machines'],
      }),
      facets({ named_port: block({ name: 'http', port: '{v}' }) }, [80, 8080, 3000], {
        with: ['the named port "http" at {v}'],
      }),
      facets(
        { auto_healing_policies: block({ health_check: ref('health_check', 'id'), initial_delay_sec: '{v}' }) },
        [60, 120, 300],
        {
          with: ['auto-healing by a health check after {v:seconds}'],
          weight: 0.5,
        },
      ),
    ],
  },
  autoscaler: {
    type: 'google_compute_autoscaler',
    noun: 'autoscaler',
    name: ['name', ...hyphenated('autoscaler')],
    on: [
      {
        part: 'group',
        set: { target: owner('id'), zone: owner('zone') },
        say: ['an autoscaler{named} resizes {it}', 'add an autoscaler{named} to {it}'],
        plain: ['it grows and shrinks by itself'],
        weight: 3,
      },
    ],
    facets: [
      facets(
        {
          autoscaling_policy: block({
            min_replicas: 1,
            max_replicas: '{v}',
            cooldown_period: 60,
            cpu_utilization: block({ target: 0.6 }),
          }),
        },
        [3, 4, 5, 6, 8, 10, 20],
        {
          required: true,
          with: ['1 to {v} replicas, a cooldown of 60 seconds and a CPU target of 0.6'],
          plain: ['has 1 to {v} machines at a CPU use of 0.6 with 60 seconds between changes'],
        },
      ),
    ],
  },
  cluster: {
    type: 'google_container_cluster',
    noun: 'GKE cluster',
    plain: ['a managed Kubernetes cluster on Google Cloud'],
    name: ['name', ...hyphenated('cluster'), '{subject}-gke'],
    root: 4,
    facets: [
      location,
      facets({ enable_autopilot: true }, [], {
        required: true,
        group: 'nodes',
        with: ['Autopilot'],
        it: ['runs in Autopilot mode'],
        plain: ['looks after its nodes by itself (Autopilot)'],
      }),
      facet('initial_node_count', [1, 2, 3], {
        required: true,
        group: 'nodes',
        with: ['an initial node count of {v}'],
        plain: ['begins with {v:number} nodes in each zone'],
      }),
      facets({ remove_default_node_pool: true, initial_node_count: 1 }, [], {
        required: true,
        group: 'nodes',
        with: ['its default node pool removed (initial node count 1)'],
      }),
      facet('deletion_protection', [false], {
        with: ['no deletion protection'],
        plain: ['may be deleted (no deletion protection)'],
      }),
      facets({ network: ref('network', 'id'), subnetwork: ref('subnetwork', 'id') }, [], {
        with: ['a VPC network and a subnetwork of its own'],
        weight: 0.6,
      }),
      facets({ release_channel: block({ channel: '{v}' }) }, ['REGULAR', 'STABLE', 'RAPID'], {
        with: ['the release channel {v}'],
        plain: ['follows the release channel {v}'],
      }),
      facet('datapath_provider', ['ADVANCED_DATAPATH'], { with: ['Dataplane V2 ({v})'], weight: 0.5 }),
      facets(
        {
          private_cluster_config: block({
            enable_private_nodes: true,
            enable_private_endpoint: false,
            master_ipv4_cidr_block: '{v}',
          }),
        },
        ['172.16.0.0/28', '172.16.0.32/28', '10.100.0.0/28'],
        { with: ['private nodes, a public endpoint and the control plane at {v}'] },
      ),
      facet('description', ['Cluster of {team}', 'Runs {subject}'], { with: ['the description "{v}"'] }),
      ...labelled('resource_labels'),
    ],
  },
  pool: {
    type: 'google_container_node_pool',
    noun: 'node pool',
    name: ['name', ...hyphenated('pool'), 'workers', 'spot', 'default-pool'],
    on: [
      {
        part: 'cluster',
        set: { cluster: owner('id') },
        say: ['{it} has a separate node pool{named}', 'add a node pool{named} to {it}'],
        plain: ['it has a separate pool of nodes'],
        weight: 4,
        repeat: true,
      },
    ],
    facets: [
      facet('node_count', [1, 2, 3, 4, 5], {
        required: true,
        group: 'count',
        with: ['{v:number} nodes'],
        plain: ['has {v:number} nodes'],
      }),
      facets({ autoscaling: block({ min_node_count: 1, max_node_count: '{v}' }) }, [3, 4, 5, 8, 10], {
        required: true,
        group: 'count',
        with: ['autoscaling from 1 to {v} nodes'],
        plain: ['has 1 to {v} nodes, as needed'],
      }),
      facet('node_config.machine_type', MACHINES, {
        required: true,
        with: ['nodes of type {v}'],
        plain: ['uses machines of type {v}'],
      }),
      facet('node_config.disk_size_gb', [30, 50, 80, 100, 200], { with: ['node disks of {v} GB'] }),
      facet('node_config.preemptible', [true], { with: ['preemptible nodes'] }),
      facets({ management: block({ auto_repair: true, auto_upgrade: true }) }, [], {
        with: ['automatic repair and upgrade'],
      }),
      facets({ 'node_config.labels': { workload: '{v}' } }, ['{subject}', 'batch', 'web'], {
        with: ['the node label workload = "{v}"'],
      }),
    ],
  },
  run_service: {
    type: 'google_cloud_run_v2_service',
    noun: 'Cloud Run service',
    plain: ['a container that answers requests and sleeps otherwise'],
    name: ['name', ...hyphenated('service')],
    root: 5,
    facets: [
      location,
      facet('template.containers.image', CONTAINERS, {
        required: true,
        with: ['the image {v}'],
        it: ['runs {v}'],
        plain: ['runs the image {v}'],
      }),
      facet('ingress', ['INGRESS_TRAFFIC_ALL', 'INGRESS_TRAFFIC_INTERNAL_ONLY'], { with: ['ingress {v}'] }),
      facets({ 'template.scaling': block({ max_instance_count: '{v}' }) }, [1, 2, 3, 5, 10, 20, 50], {
        with: ['at most {v} instances'],
        it: ['scales to at most {v} instances'],
        plain: ['scales to at most {v} instances'],
      }),
      facets(
        { 'template.containers.resources': block({ limits: { cpu: '1', memory: '{v}' } }) },
        ['512Mi', '1Gi', '2Gi'],
        {
          with: ['limits of cpu 1 and memory {v}'],
          plain: ['gets cpu 1 and memory {v} at most'],
        },
      ),
      facets({ 'template.containers.env': block({ name: 'STAGE', value: '{v}' }) }, ['{env}'], {
        with: ['the environment variable STAGE = "{v}"'],
      }),
      facet('template.timeout', ['30s', '60s', '120s', '600s'], { with: ['a request timeout of {v}'] }),
      facets({ 'template.service_account': ref('service_account', 'email') }, [], {
        with: ['a service account of its own'],
        weight: 0.6,
      }),
      facet('deletion_protection', [false], { with: ['no deletion protection'] }),
      ...labelled(),
    ],
    needed: ['a Cloud Run service'],
  },
  run_invoker: {
    type: 'google_cloud_run_v2_service_iam_member',
    noun: 'IAM member',
    on: [
      {
        part: 'run_service',
        set: { name: owner('name'), location: owner('location'), role: 'roles/run.invoker' },
        say: ['an IAM member of {it} has the role roles/run.invoker', 'grant roles/run.invoker on {it}'],
        plain: ['somebody may call it (roles/run.invoker)'],
        weight: 2,
      },
    ],
    facets: [
      facet('member', ['allUsers', 'group:{team}@{domain}', 'user:{team}@{domain}'], {
        required: true,
        with: ['the member {v}'],
        it: ['is for {v}'],
        plain: ['is for {v}'],
      }),
    ],
  },
  run_job: {
    type: 'google_cloud_run_v2_job',
    noun: 'Cloud Run job',
    plain: ['a container that does a job and ends'],
    name: ['name', ...hyphenated('job')],
    root: 2,
    facets: [
      location,
      facet('template.template.containers.image', CONTAINERS, {
        required: true,
        with: ['the image {v}'],
        plain: ['runs the image {v}'],
      }),
      facet('template.task_count', [1, 2, 4, 5, 10], { with: ['{v:number} tasks'] }),
      facet('template.template.max_retries', [0, 1, 2, 5], { with: ['at most {v} retries'] }),
      ...labelled(),
    ],
  },
  function: {
    type: 'google_cloudfunctions2_function',
    noun: 'Cloud Function',
    plain: ['a function that runs without servers on Google Cloud'],
    name: ['name', ...hyphenated('function')],
    root: 3,
    always: {
      'build_config.source': block({
        storage_source: block({ bucket: ref('bucket', 'name'), object: ref('source', 'name') }),
      }),
    },
    facets: [
      location,
      facet('build_config.runtime', ['nodejs20', 'nodejs22', 'python311', 'python312', 'go122', 'java17'], {
        required: true,
        with: ['the runtime {v}'],
        it: ['runs on {v}'],
        plain: ['runs on {v}'],
      }),
      facet('build_config.entry_point', ['handler', 'main', 'run', 'process'], {
        required: true,
        with: ['the entry point {v}'],
        plain: ['begins at {v}'],
      }),
      facet('service_config.available_memory', ['128M', '256M', '512M', '1G'], {
        with: ['{v} of memory'],
        plain: ['gets {v} of memory'],
      }),
      facet('service_config.timeout_seconds', [30, 90, 120, 300, 540], { with: ['a timeout of {v:seconds}'] }),
      facet('service_config.max_instance_count', [1, 3, 5, 10, 50], { with: ['at most {v} instances'] }),
      facet('description', ['Handles {subject}', 'Function of {team}'], { with: ['the description "{v}"'] }),
      ...labelled(),
    ],
  },
  source: {
    type: 'google_storage_bucket_object',
    noun: 'bucket object',
    name: ['name', '{subject}.zip', 'source.zip', 'functions/{subject}.zip'],
    root: 0,
    always: { bucket: ref('bucket', 'name') },
    facets: [
      facet('source', ['function.zip', 'build/{subject}.zip', 'dist/source.zip'], {
        required: true,
        with: ['the local file {v}'],
        it: ['comes from {v}'],
      }),
    ],
    needed: ['its code as an object in a bucket'],
  },
};
