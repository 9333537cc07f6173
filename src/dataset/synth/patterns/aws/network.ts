/** Networks, what filters their traffic, names and certificates. */
import { block, type Family, facet, facets, owner, ref } from '../../part.ts';
import { hyphenated, tagged } from '../shared.ts';

const nameTag = (kind: string) =>
  facets(
    { tags: { Name: '{v}' } },
    [
      '{subject}',
      '{subject}-{env}',
      '{env}-{subject}',
      `{company}-${kind}`,
      `{subject}-${kind}`,
      `{env}-${kind}`,
      `{team}-${kind}`,
      `{company}-{env}-${kind}`,
    ],
    {
      with: ['the Name tag "{v}"', 'the name tag "{v}"'],
      it: ['carries the Name tag "{v}"', 'is tagged Name = "{v}"'],
      plain: ['is tagged with the Name "{v}"'],
      group: 'tags',
      weight: 3,
    },
  );

const PORTS = [
  22, 25, 53, 80, 443, 1433, 2049, 3000, 3306, 5000, 5432, 5672, 6379, 8000, 8080, 8443, 9000, 9090, 9200, 27017,
];

export const network: Family = {
  vpc: {
    type: 'aws_vpc',
    noun: 'VPC',
    plain: ['a private network'],
    root: 6,
    shared: true,
    needed: ['a VPC'],
    facets: [
      facet('cidr_block', ['{cidr}'], {
        required: true,
        with: ['the CIDR block {v}', 'the range {v}'],
        it: ['uses the CIDR block {v}', 'spans {v}'],
        plain: ['spans {v}'],
      }),
      facet('enable_dns_hostnames', [true], { with: ['DNS hostnames enabled'], it: ['gives out DNS hostnames'] }),
      facet('enable_dns_support', [true], { with: ['DNS support enabled'], it: ['supports DNS'] }),
      facet('instance_tenancy', ['dedicated', 'default'], { with: ['{v} instance tenancy'], weight: 0.4 }),
      nameTag('vpc'),
      ...tagged(),
    ],
  },
  subnet: {
    type: 'aws_subnet',
    noun: 'subnet',
    needed: ['a subnet'],
    on: [
      {
        part: 'vpc',
        set: { vpc_id: owner('id') },
        say: ['{it} has a subnet', 'add a subnet to {it}'],
        plain: ['a part of it is set aside as a subnet'],
        weight: 4,
        repeat: true,
      },
    ],
    always: { vpc_id: ref('vpc', 'id') },
    facets: [
      facet('cidr_block', ['{subnet}'], {
        required: true,
        with: ['the CIDR block {v}', 'the range {v}'],
        it: ['spans {v}'],
        plain: ['spans {v}'],
      }),
      facet('availability_zone', ['{zone}'], { with: ['the zone {v}'], it: ['lies in {v}'], weight: 2 }),
      facet('map_public_ip_on_launch', [true], {
        with: ['public addresses for what starts in it'],
        it: ['gives out public IP addresses on launch'],
      }),
      nameTag('subnet'),
    ],
    most: 3,
  },
  subnets: {
    type: 'aws_subnet',
    noun: 'subnet',
    always: { vpc_id: ref('vpc', 'id') },
    times: { counts: [2, 2, 3], each: { cidr_block: '{subnet}', availability_zone: '{zone}' } },
    needed: ['subnets'],
    shared: true,
    on: [
      {
        part: 'vpc',
        set: { vpc_id: owner('id') },
        say: ['{it} is divided into subnets', '{it} has subnets in several zones'],
        plain: ['several parts of it lie in different zones'],
        weight: 2,
      },
    ],
    most: 0,
  },
  internet_gateway: {
    type: 'aws_internet_gateway',
    noun: 'internet gateway',
    needed: ['an internet gateway'],
    shared: true,
    on: [
      {
        part: 'vpc',
        set: { vpc_id: owner('id') },
        say: ['{it} has an internet gateway', 'attach an internet gateway to {it}'],
        plain: ['it can reach the internet'],
        weight: 3,
      },
    ],
    always: { vpc_id: ref('vpc', 'id') },
    facets: [nameTag('igw')],
    most: 1,
  },
  route_table: {
    type: 'aws_route_table',
    noun: 'route table',
    needed: ['a route table'],
    on: [
      {
        part: 'vpc',
        set: { vpc_id: owner('id') },
        say: ['{it} has a route table', 'add a route table to {it}'],
        plain: ['it knows its own routes'],
        weight: 2,
      },
    ],
    always: { vpc_id: ref('vpc', 'id') },
    facets: [nameTag('routes')],
    most: 1,
  },
  default_route: {
    type: 'aws_route',
    noun: 'route',
    on: [
      {
        part: 'route_table',
        set: { route_table_id: owner('id'), gateway_id: ref('internet_gateway', 'id') },
        say: [
          'a route to 0.0.0.0/0 leads through an internet gateway',
          'send 0.0.0.0/0 through an internet gateway by a route of its own',
        ],
        plain: ['all other traffic (0.0.0.0/0) goes to the internet'],
        weight: 4,
      },
    ],
    facets: [facet('destination_cidr_block', ['0.0.0.0/0'], { required: true, silent: true })],
  },
  route_association: {
    type: 'aws_route_table_association',
    noun: 'route table association',
    on: [
      {
        part: 'route_table',
        set: { route_table_id: owner('id'), subnet_id: ref('subnet', 'id') },
        say: ['the route table is associated with a subnet', 'associate the route table with a subnet'],
        plain: ['a subnet uses these routes'],
        weight: 2,
      },
    ],
  },
  elastic_ip: {
    type: 'aws_eip',
    noun: 'Elastic IP',
    plain: ['a fixed public address'],
    root: 3,
    needed: ['an Elastic IP'],
    always: { domain: 'vpc' },
    facets: [nameTag('eip'), ...tagged()],
    most: 1,
  },
  nat_gateway: {
    type: 'aws_nat_gateway',
    noun: 'NAT gateway',
    on: [
      {
        part: 'subnet',
        set: { subnet_id: owner('id'), allocation_id: ref('elastic_ip', 'id') },
        say: ['a NAT gateway stands in {it}', 'put a NAT gateway into {it}'],
        plain: ['machines without public addresses can still call out'],
        weight: 2,
      },
    ],
    facets: [nameTag('nat')],
    most: 1,
  },
  security_group: {
    type: 'aws_security_group',
    noun: 'security group',
    plural: 'security groups',
    plain: ['a firewall for servers'],
    name: ['name', ...hyphenated('firewall'), '{subject}-access', 'allow-{subject}', 'allow-{team}'],
    root: 5,
    needed: ['a security group'],
    facets: [
      facet(
        'description',
        [
          'Access to {subject}',
          'Traffic of {subject}',
          'Firewall of {team}',
          '{subject.title} traffic',
          'Lets {team} in',
        ],
        { with: ['the description "{v}"'], it: ['is described as "{v}"'], plain: ['is described as "{v}"'] },
      ),
      facets({ vpc_id: ref('vpc', 'id') }, [], {
        with: ['a place in a VPC of its own'],
        it: ['belongs to a VPC'],
        plain: ['belongs to a network of its own'],
        weight: 2,
      }),
      facets(
        { ingress: block({ from_port: '{v}', to_port: '{v}', protocol: 'tcp', cidr_blocks: ['0.0.0.0/0'] }) },
        PORTS,
        {
          with: ['inbound TCP on port {v} from anywhere (0.0.0.0/0)', 'ingress on TCP port {v} from 0.0.0.0/0'],
          it: ['lets in TCP port {v} from 0.0.0.0/0'],
          plain: ['lets everybody (0.0.0.0/0) in on TCP port {v}'],
          group: 'in',
          weight: 4,
        },
      ),
      facets(
        { ingress: block({ from_port: '{v}', to_port: '{v}', protocol: 'tcp', cidr_blocks: ['10.0.0.0/8'] }) },
        PORTS,
        {
          with: ['inbound TCP on port {v} from 10.0.0.0/8'],
          it: ['lets in TCP port {v} from 10.0.0.0/8'],
          plain: ['lets 10.0.0.0/8 in on TCP port {v}'],
          group: 'in',
          weight: 2,
        },
      ),
      facets({ egress: block({ from_port: 0, to_port: 0, protocol: '-1', cidr_blocks: ['0.0.0.0/0'] }) }, [], {
        with: ['all outbound traffic allowed (0.0.0.0/0)'],
        it: ['lets all traffic out to 0.0.0.0/0'],
        plain: ['lets all traffic out to 0.0.0.0/0'],
        weight: 2,
      }),
      ...tagged(),
    ],
  },
  ingress_rule: {
    type: 'aws_vpc_security_group_ingress_rule',
    noun: 'ingress rule',
    on: [
      {
        part: 'security_group',
        set: { security_group_id: owner('id'), ip_protocol: 'tcp' },
        say: ['an ingress rule of its own lets TCP in', 'add an ingress rule for TCP to {it}'],
        plain: ['one more door is open for TCP'],
        weight: 2,
      },
    ],
    facets: [
      facets({ from_port: '{v}', to_port: '{v}' }, PORTS, {
        required: true,
        with: ['the port {v}', 'ports {v} to {v}'],
        it: ['opens port {v}'],
        plain: ['is for port {v}'],
      }),
      facet('cidr_ipv4', ['{cidr}', '10.0.0.0/8', '192.168.0.0/16', '172.16.0.0/12', '0.0.0.0/0'], {
        required: true,
        with: ['the source {v}'],
        it: ['comes from {v}'],
        plain: ['is for {v}'],
      }),
    ],
  },
  zone: {
    type: 'aws_route53_zone',
    noun: 'Route 53 zone',
    plain: ['a place for the DNS records of a domain'],
    name: ['name', '{domain}', '{subject}.{domain}', '{env}.{domain}', 'internal.{domain}', '{team}.{domain}'],
    root: 4,
    needed: ['a Route 53 zone'],
    facets: [
      facet('comment', ['DNS of {subject}', 'Zone of {team}', 'Managed by {team}', 'Records of {company.title}'], {
        with: ['the comment "{v}"'],
        it: ['carries the comment "{v}"'],
        plain: ['carries the comment "{v}"'],
        weight: 2,
      }),
      facet('force_destroy', [true], { with: ['force destroy'], it: ['may be destroyed with records in it'] }),
      ...tagged(),
    ],
  },
  record: {
    type: 'aws_route53_record',
    noun: 'DNS record',
    name: ['name', 'www', 'api', 'app', 'mail', 'blog', 'shop', 'docs', 'status', '{subject}', '{env}', 'vpn', 'cdn'],
    on: [
      {
        part: 'zone',
        set: { zone_id: owner('zone_id') },
        say: ['{it} has a record{named}', 'add a DNS record{named} to {it}'],
        plain: ['it answers for a name{named}'],
        weight: 5,
        repeat: true,
      },
    ],
    facets: [
      facets({ type: 'A', records: ['{v}'] }, ['{public_ip}'], {
        required: true,
        group: 'what',
        with: ['the type A and the value {v}', 'the A value {v}'],
        it: ['is an A record for {v}'],
        plain: ['is an A record for {v}'],
        weight: 2,
      }),
      facets(
        { type: 'CNAME', records: ['{v}'] },
        ['{subject}.{domain}', 'lb.{domain}', 'edge.{domain}', '{env}.{domain}'],
        {
          required: true,
          group: 'what',
          with: ['the type CNAME and the value {v}'],
          it: ['is a CNAME for {v}'],
          plain: ['is a CNAME for {v}'],
        },
      ),
      facets({ type: 'TXT', records: ['{v}'] }, ['v=spf1 -all', 'verification={id8}', 'owner={team}'], {
        required: true,
        group: 'what',
        with: ['the type TXT and the text "{v}"'],
        it: ['is a TXT record that says "{v}"'],
        plain: ['is a TXT record that says "{v}"'],
      }),
      facet('ttl', [30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 86400], {
        required: true,
        with: ['a TTL of {v}', 'a TTL of {v} seconds'],
        it: ['has a TTL of {v} seconds'],
        plain: ['may be remembered for {v} seconds'],
      }),
    ],
  },
  certificate: {
    type: 'aws_acm_certificate',
    noun: 'ACM certificate',
    plain: ['a TLS certificate'],
    name: [
      'domain_name',
      '{domain}',
      '*.{domain}',
      'www.{domain}',
      'api.{domain}',
      '{subject}.{domain}',
      '{env}.{domain}',
    ],
    root: 3,
    needed: ['an ACM certificate'],
    facets: [
      facet('validation_method', ['DNS', 'EMAIL'], {
        required: true,
        with: ['{v} validation', 'validation by {v}'],
        it: ['is validated by {v}'],
        plain: ['is validated by {v}'],
      }),
      facets(
        { subject_alternative_names: ['{v}'] },
        ['alt.{domain}', 'shop.{domain}', 'm.{domain}', 'static.{domain}'],
        { with: ['the alternative name {v}'], it: ['also covers {v}'], plain: ['also covers {v}'] },
      ),
      facet('key_algorithm', ['RSA_2048', 'EC_prime256v1', 'EC_secp384r1'], { with: ['the key algorithm {v}'] }),
      ...tagged(),
    ],
  },
};
