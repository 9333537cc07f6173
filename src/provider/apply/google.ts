/** What Google Cloud answers: paths under project and place, self links, emails of service accounts. */
import { lastName, slug } from './by-name.ts';
import type { Subject, Table } from './resource.ts';

export const googleText: Table = (path, subject) => {
  const name = lastName(path);
  const { draw, text } = subject;
  const project = projectOf(subject);
  if (path.length === 1 && name === 'id') return idOf(subject);
  switch (name) {
    case 'project':
    case 'project_id':
      return project;
    case 'number':
    case 'project_number':
      return draw.digits('number', 12);
    case 'region':
      return subject.setting('region') ?? 'us-central1';
    case 'zone':
      return subject.setting('zone') ?? 'us-central1-a';
    case 'location':
      return subject.setting('region') ?? 'US';
    case 'self_link':
    case 'self_link_unique':
      return `https://www.googleapis.com/${serviceOf(subject)}/v1/${idOf(subject)}`;
    case 'email':
      return `${text('account_id') ?? slug(subject.name)}@${project}.iam.gserviceaccount.com`;
    case 'member':
      return `serviceAccount:${text('account_id') ?? slug(subject.name)}@${project}.iam.gserviceaccount.com`;
    case 'name':
      return subject.type === 'google_service_account' ? idOf(subject) : undefined;
    case 'connection_name':
      return `${project}:${text('region') ?? 'us-central1'}:${subject.name}`;
    case 'url':
      return subject.type === 'google_storage_bucket' ? `gs://${subject.name}` : undefined;
    case 'uri':
      return `https://${slug(subject.name)}-${draw.hex('uri', 10)}-uc.a.run.app`;
    case 'instance_id':
    case 'generated_id':
    case 'network_id':
      return draw.digits(name, 19);
    default:
      return undefined;
  }
};

function projectOf(subject: Subject): string {
  return subject.text('project') ?? subject.setting('project') ?? 'example-project';
}

function serviceOf({ type }: Subject): string {
  return type.split('_')[1] ?? 'compute';
}

function idOf(subject: Subject): string {
  const { type, name, text } = subject;
  const project = `projects/${projectOf(subject)}`;
  if (type === 'google_storage_bucket') return name;
  if (type === 'google_project') return project;
  if (type === 'google_service_account')
    return `${project}/serviceAccounts/${text('account_id') ?? slug(name)}@${projectOf(subject)}.iam.gserviceaccount.com`;
  const zone =
    text('zone') ??
    (/_(instance|disk)$/.test(type) && serviceOf(subject) === 'compute'
      ? (subject.setting('zone') ?? 'us-central1-a')
      : undefined);
  const region = text('region');
  const place =
    zone !== undefined
      ? `zones/${zone}`
      : region !== undefined
        ? `regions/${region}`
        : text('location') !== undefined
          ? `locations/${text('location')}`
          : serviceOf(subject) === 'compute'
            ? 'global'
            : undefined;
  const words = type.split('_').slice(2);
  const kind = words.map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('');
  return [project, ...(place === undefined ? [] : [place]), `${kind || serviceOf(subject)}s`, name].join('/');
}
