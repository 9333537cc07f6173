/** What a cluster answers: ids of namespace and name, the metadata that the server fills in. */
import { entriesOf } from '../../cty/index.ts';
import { member, textOf } from '../behaviour/values.ts';
import { lastName } from './by-name.ts';
import { firstOf, type Subject, type Table } from './resource.ts';

export const kubernetesText: Table = (path, subject) => {
  const name = lastName(path);
  if (path.length === 1 && name === 'id') return idOf(subject);
  if (path[0] !== 'metadata') return undefined;
  switch (name) {
    case 'uid':
      return subject.draw.uuid('uid');
    case 'resource_version':
      return subject.draw.digits('resource_version', 6);
    case 'namespace':
      return 'default';
    case 'name':
      return subject.name;
    default:
      return undefined;
  }
};

function idOf({ object, name, type }: Subject): string {
  const metadata = firstOf(member(object, 'metadata'));
  const spaced = metadata?.state === 'known' && entriesOf(metadata).has('namespace');
  const namespace = metadata === undefined ? undefined : textOf(metadata, 'namespace');
  return spaced && !type.includes('namespace') ? `${namespace ?? 'default'}/${name}` : name;
}
