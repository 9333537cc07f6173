/** What Kubernetes' parts have in common: names and labels in the metadata, a namespace, containers. */
import { type Facet, facet, facets, ref, type Special } from '../../part.ts';

export const NAMES: readonly string[] = [
  '{subject}',
  '{subject}-{env}',
  '{company}-{subject}',
  '{team}-{subject}',
  '{subject}-{n}',
  '{env}-{subject}',
];

export function named(kind: string, ...more: readonly string[]): readonly [string, ...string[]] {
  return ['metadata.name', ...NAMES, `{subject}-${kind}`, `{team}-${kind}`, ...more];
}

export const nameOf = (part: string): Special => ref(part, 'metadata[0].name');

/** In a namespace of its own, in one that exists, or in the default one. */
export const namespaced: readonly Facet[] = [
  facets({ 'metadata.namespace': nameOf('namespace') }, [], {
    with: ['a place in a namespace of its own'],
    it: ['lives in a namespace of its own'],
    group: 'namespace',
    weight: 1.5,
  }),
  facet('metadata.namespace', ['{namespace}'], {
    with: ['the namespace "{v}"'],
    it: ['lives in the namespace "{v}"'],
    plain: ['lives in the namespace "{v}"'],
    group: 'namespace',
  }),
];

export function labelled(): Facet[] {
  const label = (key: string, value: string) =>
    facets({ 'metadata.labels': { [key]: value } }, [], {
      with: [`the label ${key} = "${value}"`, `a label ${key} of "${value}"`],
      it: [`is labelled ${key} = "${value}"`, `carries the label ${key} = "${value}"`],
      group: 'labels',
      weight: 0.4,
    });
  const annotation = facets({ 'metadata.annotations': { owner: '{team}' } }, [], {
    with: ['the annotation owner = "{team}"'],
    weight: 0.4,
  });
  return [
    label('env', '{env}'),
    label('team', '{team}'),
    label('tier', 'backend'),
    label('part-of', '{company}'),
    annotation,
  ];
}

export const IMAGES: readonly string[] = [
  'nginx:1.27',
  'nginx:1.25-alpine',
  'redis:7.2',
  'httpd:2.4',
  'busybox:1.36',
  'python:3.12-slim',
  'node:20-alpine',
  'registry.{domain}/{subject}:1.4.2',
  'ghcr.io/{company}/{subject}:2.0.0',
  'postgres:16',
];

/** What may be asked of the container under a path such as `spec.template.spec.container`. */
export function containerFacets(at: string): Facet[] {
  return [
    facet(`${at}.image`, IMAGES, {
      required: true,
      with: ['the image {v}'],
      it: ['runs {v}', 'runs the image {v}'],
      plain: ['runs the image {v}'],
    }),
    facets({ [`${at}.resources.limits`]: { cpu: '{v}', memory: '512Mi' } }, ['250m', '500m', '1'], {
      with: ['limits of {v} CPU and 512Mi of memory'],
      plain: ['gets at most {v} CPU and 512Mi of memory'],
    }),
    facets({ [`${at}.resources.requests`]: { cpu: '100m', memory: '{v}' } }, ['64Mi', '128Mi', '256Mi'], {
      with: ['requests for 100m CPU and {v} of memory'],
      plain: ['asks for 100m CPU and {v} of memory'],
    }),
    facets({ [`${at}.env.name`]: 'STAGE', [`${at}.env.value`]: '{v}' }, ['{env}'], {
      with: ['the environment variable STAGE = "{v}"'],
      plain: ['sees STAGE = "{v}" in its environment'],
    }),
    facet(`${at}.image_pull_policy`, ['IfNotPresent', 'Always'], { with: ['the image pull policy {v}'] }),
  ];
}

/** The container's port. */
export function portFacet(at: string): Facet {
  return facet(`${at}.port.container_port`, [80, 3000, 5000, 6379, 8000, 8080, 9090], {
    with: ['the container port {v}'],
    it: ['listens on the container port {v}'],
    plain: ['listens on port {v}'],
  });
}
