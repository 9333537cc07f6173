/** Networks, firewalls, addresses, load balancers, CDN and DNS. */
import { block, type Family, facet, facets, owner, ref } from '../../part.ts';
import { hyphenated } from '../shared.ts';
import { labelled } from './shared.ts';

const TTLS = [60, 120, 300, 600, 900, 1800, 3600];

export const network: Family = {
  network: {
    type: 'google_compute_network',
    noun: 'VPC network',
    plain: ['a private network on Google Cloud'],
    name: ['name', ...hyphenated('network'), '{company}-vpc', '{subject}-vpc'],
    root: 4,
    facets: [
      facet('auto_create_subnetworks', [false], {
        required: true,
        with: ['no automatic subnetworks'],
        it: ['is in custom mode (no automatic subnetworks)'],
        plain: ['makes no subnetworks by itself'],
      }),
      facet('routing_mode', ['REGIONAL', 'GLOBAL'], { with: ['{v} routing', 'the routing mode {v}'] }),
      facet('mtu', [1460, 1500, 8896], {
        with: ['an MTU of {v}'],
        plain: ['carries packets of at most {v} bytes (MTU)'],
      }),
      facet('description', ['Network of {team}', '{company.title} {env}'], { with: ['the description "{v}"'] }),
      facet('delete_default_routes_on_create', [true], { with: ['its default routes deleted on creation'] }),
    ],
    needed: ['a VPC network'],
  },
  subnetwork: {
    type: 'google_compute_subnetwork',
    noun: 'subnetwork',
    name: ['name', ...hyphenated('subnet'), '{subject}-{region}'],
    root: 1,
    always: { network: ref('network', 'id') },
    facets: [
      facet('ip_cidr_range', ['{subnet}'], {
        required: true,
        with: ['the range {v}'],
        it: ['spans {v}', 'uses the range {v}'],
        plain: ['spans {v}'],
      }),
      facet('region', ['{region}'], {
        required: true,
        with: ['the region {v}'],
        it: ['lies in {v}'],
        plain: ['lies in {v}'],
      }),
      facet('private_ip_google_access', [true], {
        with: ['private Google access'],
        it: ['has private Google access'],
      }),
      facets(
        { secondary_ip_range: block({ range_name: 'pods', ip_cidr_range: '{v}' }) },
        ['10.200.0.0/16', '172.20.0.0/18', '192.168.64.0/20'],
        { with: ['a secondary range "pods" of {v}'] },
      ),
      facets(
        { log_config: block({ aggregation_interval: '{v}' }) },
        ['INTERVAL_10_MIN', 'INTERVAL_5_SEC', 'INTERVAL_1_MIN'],
        { with: ['flow logs aggregated over {v}'] },
      ),
      facet('purpose', ['PRIVATE'], { with: ['the purpose {v}'], weight: 0.3 }),
    ],
    on: [
      {
        part: 'network',
        set: {},
        say: ['{it} has a subnetwork{named}', 'add a subnetwork{named} to {it}'],
        plain: ['it has a subnetwork'],
        weight: 4,
      },
    ],
    needed: ['a subnetwork'],
  },
  firewall: {
    type: 'google_compute_firewall',
    noun: 'firewall rule',
    plain: ['a firewall rule on Google Cloud'],
    name: ['name', 'allow-{subject}', '{subject}-allow', 'allow-{team}', '{company}-allow', 'allow-{env}'],
    root: 3,
    always: { network: ref('network', 'name') },
    facets: [
      ...(['tcp', 'udp'] as const).map((protocol) =>
        facets(
          { allow: block({ protocol, ports: ['{v}'] }) },
          protocol === 'tcp' ? ['22', '80', '443', '8080', '5432', '6379', '8000-8100'] : ['53', '123', '514', '51820'],
          {
            required: true,
            group: 'action',
            with: [`${protocol} on port {v} allowed`],
            it: [`allows ${protocol} on port {v}`],
            plain: [`lets ${protocol} traffic reach port {v}`],
          },
        ),
      ),
      facets({ allow: block({ protocol: 'icmp' }) }, [], {
        required: true,
        group: 'action',
        with: ['icmp allowed'],
        it: ['allows icmp'],
        plain: ['lets icmp through'],
      }),
      facets({ source_ranges: ['{v}'] }, ['0.0.0.0/0', '{cidr}', '35.191.0.0/16', '{subnet}', '35.235.240.0/20'], {
        required: true,
        with: ['the source range {v}'],
        it: ['admits {v}'],
        plain: ['admits {v}'],
      }),
      facets({ target_tags: ['{v}'] }, ['{subject}', 'web', 'ssh', 'db', 'bastion'], { with: ['the target tag {v}'] }),
      facet('priority', [100, 500, 900, 1100, 2000, 65534], { with: ['priority {v}'] }),
      facets({ log_config: block({ metadata: 'INCLUDE_ALL_METADATA' }) }, [], {
        with: ['logs with all metadata (INCLUDE_ALL_METADATA)'],
      }),
      facet('description', ['Serves {subject}', 'Used by {team}'], { with: ['the description "{v}"'] }),
    ],
    on: [
      {
        part: 'network',
        set: {},
        say: ['{it} has a firewall rule{named}', 'add a firewall rule{named} to {it}'],
        plain: ['a firewall rule guards it'],
        weight: 3,
        repeat: true,
      },
    ],
  },
  address: {
    type: 'google_compute_address',
    noun: 'static IP address',
    plain: ['an address that stays the same'],
    name: ['name', ...hyphenated('ip')],
    root: 2,
    facets: [
      facet('region', ['{region}'], {
        required: true,
        with: ['the region {v}'],
        it: ['lies in {v}'],
        plain: ['lies in {v}'],
      }),
      facet('address_type', ['EXTERNAL'], { with: ['the type {v}'], it: ['is of type {v}'] }),
      facet('network_tier', ['PREMIUM', 'STANDARD'], { with: ['the network tier {v}'] }),
      facet('description', ['Address of {subject}', 'Exit of {team}'], {
        with: ['the description "{v}"'],
        plain: ['is described as "{v}"'],
      }),
      ...labelled(),
    ],
    needed: ['a static IP address'],
  },
  router: {
    type: 'google_compute_router',
    noun: 'Cloud Router',
    name: ['name', ...hyphenated('router')],
    root: 1,
    always: { network: ref('network', 'id') },
    facets: [
      facet('region', ['{region}'], { required: true, with: ['the region {v}'], it: ['lies in {v}'] }),
      facets({ bgp: block({ asn: '{v}' }) }, [64512, 64514, 65001, 65010], { with: ['the ASN {v} for BGP'] }),
    ],
    needed: ['a Cloud Router'],
  },
  nat: {
    type: 'google_compute_router_nat',
    noun: 'Cloud NAT',
    plural: 'Cloud NATs',
    plain: ['a way out to the internet for private machines'],
    name: ['name', ...hyphenated('nat')],
    root: 2,
    always: {
      router: ref('router', 'name'),
      region: ref('router', 'region'),
      source_subnetwork_ip_ranges_to_nat: 'ALL_SUBNETWORKS_ALL_IP_RANGES',
    },
    facets: [
      facet('nat_ip_allocate_option', ['AUTO_ONLY'], {
        required: true,
        with: ['automatic addresses ({v})'],
        plain: ['takes its addresses automatically ({v})'],
      }),
      facet('min_ports_per_vm', [64, 128, 256, 512, 1024], { with: ['at least {v} ports for each machine'] }),
      facets({ log_config: block({ enable: true, filter: '{v}' }) }, ['ERRORS_ONLY', 'ALL', 'TRANSLATIONS_ONLY'], {
        with: ['logging with the filter {v}'],
        plain: ['logs with the filter {v}'],
      }),
    ],
  },
  route: {
    type: 'google_compute_route',
    noun: 'route',
    name: ['name', '{subject}-route', 'to-{subject}', 'default-internet', '{env}-egress'],
    on: [
      {
        part: 'network',
        set: { network: owner('name') },
        say: [
          '{it} has a route{named} through default-internet-gateway',
          'add a route{named} through default-internet-gateway to {it}',
        ],
      },
    ],
    always: { next_hop_gateway: 'default-internet-gateway' },
    facets: [
      facet('dest_range', ['0.0.0.0/0', '199.36.153.8/30', '{public_ip}/32'], {
        required: true,
        with: ['the destination {v}'],
      }),
      facet('priority', [100, 500, 800, 1200], { with: ['priority {v}'] }),
    ],
  },
  global_address: {
    type: 'google_compute_global_address',
    noun: 'global IP address',
    name: ['name', ...hyphenated('ip')],
    root: 1,
    facets: [
      facet('ip_version', ['IPV4', 'IPV6'], { with: ['the IP version {v}'] }),
      facet('description', ['Entrance of {subject}'], { with: ['the description "{v}"'] }),
    ],
    needed: ['a global IP address'],
  },
  health_check: {
    type: 'google_compute_health_check',
    noun: 'health check',
    name: ['name', ...hyphenated('health')],
    root: 1,
    facets: [
      facets({ http_health_check: block({ port: '{v}', request_path: '/health' }) }, [80, 8080, 3000, 9000], {
        required: true,
        group: 'kind',
        with: ['HTTP requests to /health on port {v}'],
      }),
      facets({ tcp_health_check: block({ port: '{v}' }) }, [80, 443, 5432, 6379], {
        required: true,
        group: 'kind',
        with: ['TCP connections to port {v}'],
      }),
      facet('check_interval_sec', [10, 15, 20, 30, 60], { with: ['an interval of {v:seconds}'] }),
      facet('unhealthy_threshold', [3, 4, 5], { with: ['an unhealthy threshold of {v}'] }),
    ],
    needed: ['a health check'],
  },
  backend_service: {
    type: 'google_compute_backend_service',
    noun: 'backend service',
    name: ['name', ...hyphenated('backend')],
    root: 1,
    always: { health_checks: [ref('health_check', 'id')] },
    facets: [
      facet('protocol', ['HTTP', 'HTTPS', 'HTTP2'], { required: true, with: ['the protocol {v}'], it: ['speaks {v}'] }),
      facet('timeout_sec', [10, 15, 20, 45, 60, 120], { with: ['a timeout of {v:seconds}'] }),
      facet('enable_cdn', [true], { with: ['Cloud CDN enabled'] }),
      facet('session_affinity', ['CLIENT_IP', 'GENERATED_COOKIE'], { with: ['the session affinity {v}'] }),
      facet('connection_draining_timeout_sec', [30, 60, 120, 240], { with: ['connections drained for {v:seconds}'] }),
    ],
    needed: ['a backend service'],
  },
  backend_bucket: {
    type: 'google_compute_backend_bucket',
    noun: 'backend bucket',
    plain: ['files of a bucket behind a content delivery network'],
    name: ['name', ...hyphenated('cdn'), '{subject}-static'],
    root: 2,
    always: { bucket_name: ref('bucket', 'name') },
    facets: [
      facet('enable_cdn', [true], {
        required: true,
        with: ['Cloud CDN enabled'],
        it: ['is served by Cloud CDN'],
        plain: ['is served by Cloud CDN'],
      }),
      facets({ cdn_policy: block({ cache_mode: 'CACHE_ALL_STATIC', default_ttl: '{v}' }) }, [600, 1800, 3600, 86400], {
        with: ['the cache mode CACHE_ALL_STATIC with a default TTL of {v:seconds}'],
        plain: ['caches static files (CACHE_ALL_STATIC) for {v:seconds}'],
      }),
      facet('description', ['Static files of {subject}'], { with: ['the description "{v}"'] }),
    ],
  },
  url_map: {
    type: 'google_compute_url_map',
    noun: 'URL map',
    name: ['name', ...hyphenated('urls'), '{subject}-lb'],
    root: 1,
    always: { default_service: ref('backend_service', 'id') },
    facets: [
      facet('description', ['Routes of {subject}', 'Entrance of {company.title}'], { with: ['the description "{v}"'] }),
    ],
    needed: ['a URL map'],
  },
  http_proxy: {
    type: 'google_compute_target_http_proxy',
    noun: 'target HTTP proxy',
    name: ['name', ...hyphenated('proxy')],
    root: 0.5,
    always: { url_map: ref('url_map', 'id') },
    needed: ['a target HTTP proxy'],
  },
  forwarding_rule: {
    type: 'google_compute_global_forwarding_rule',
    noun: 'global forwarding rule',
    plain: ['a load balancer for the web that spans the globe'],
    name: ['name', ...hyphenated('forwarding'), '{subject}-lb'],
    root: 2,
    always: { target: ref('http_proxy', 'id') },
    facets: [
      facet('port_range', ['80', '8080'], {
        required: true,
        with: ['port {v}'],
        it: ['listens on port {v}'],
        plain: ['listens on port {v}'],
      }),
      facets({ ip_address: ref('global_address', 'address') }, [], { with: ['a global IP address of its own'] }),
      facet('load_balancing_scheme', ['EXTERNAL', 'EXTERNAL_MANAGED'], { with: ['the scheme {v}'] }),
    ],
  },
  zone: {
    type: 'google_dns_managed_zone',
    noun: 'Cloud DNS zone',
    plain: ['the DNS of a domain on Google Cloud'],
    name: ['name', ...hyphenated('zone'), '{company}-dns'],
    root: 3,
    facets: [
      facet('dns_name', ['{domain}.', '{subject}.{domain}.', '{env}.{domain}.'], {
        required: true,
        with: ['the DNS name "{v}"'],
        it: ['holds "{v}"'],
        plain: ['holds "{v}"'],
      }),
      facet('description', ['Zone of {team}', 'Names of {subject}'], {
        with: ['the description "{v}"'],
        plain: ['is described as "{v}"'],
      }),
      facets({ dnssec_config: block({ state: 'on' }) }, [], { with: ['DNSSEC on'], plain: ['is signed (DNSSEC on)'] }),
      facets(
        {
          visibility: 'private',
          private_visibility_config: block({ networks: block({ network_url: ref('network', 'id') }) }),
        },
        [],
        { with: ['private visibility for a VPC network'], weight: 0.5 },
      ),
      facet('force_destroy', [true], { with: ['force destroy'] }),
      ...labelled(),
    ],
    needed: ['a Cloud DNS zone'],
  },
  record: {
    type: 'google_dns_record_set',
    noun: 'DNS record set',
    on: [
      {
        part: 'zone',
        set: { managed_zone: owner('name') },
        say: ['{it} has a record', 'add a record set to {it}'],
        plain: ['it has a record'],
        weight: 4,
        repeat: true,
      },
    ],
    facets: [
      facet('name', ['www.{domain}.', 'api.{domain}.', '{subject}.{domain}.', 'app.{domain}.'], {
        required: true,
        with: ['the name "{v}"'],
        it: ['is called "{v}"'],
        plain: ['is called "{v}"'],
      }),
      facets({ type: 'A', rrdatas: ['{v}'] }, ['{public_ip}'], {
        required: true,
        group: 'data',
        with: ['the type A and the address {v}'],
        plain: ['is an A record that points to {v}'],
      }),
      facets({ type: 'CNAME', rrdatas: ['{v}'] }, ['{domain}.', 'c.storage.googleapis.com.', 'ghs.googlehosted.com.'], {
        required: true,
        group: 'data',
        with: ['the type CNAME and the target "{v}"'],
        plain: ['is a CNAME for "{v}"'],
      }),
      facet('ttl', TTLS, { required: true, with: ['a TTL of {v}'], plain: ['is cached for {v} seconds'] }),
    ],
  },
  connector: {
    type: 'google_vpc_access_connector',
    noun: 'Serverless VPC Access connector',
    name: ['name', 'vpc-{subject.brief}', '{subject.brief}-vpc', 'conn-{subject.brief}'],
    root: 1,
    always: { network: ref('network', 'name') },
    facets: [
      facet('ip_cidr_range', ['10.8.0.0/28', '10.9.0.0/28', '10.132.16.0/28'], {
        required: true,
        with: ['the range {v}'],
      }),
      facet('region', ['{region}'], { required: true, with: ['the region {v}'], it: ['lies in {v}'] }),
      facets({ min_instances: 2, max_instances: '{v}' }, [3, 4, 6, 10], { with: ['2 to {v} instances'] }),
      facet('machine_type', ['e2-micro', 'f1-micro', 'e2-standard-4'], { with: ['machines of type {v}'] }),
    ],
  },
};
