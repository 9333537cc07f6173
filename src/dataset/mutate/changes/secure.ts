/** Closes, encrypts, protects: by an option that was not used, or by a resource that guards another. */
import { intentOf, mayAttach, mayCarry } from '../../synth/compose.ts';
import { addFacet, addNode, type DraftNode } from '../../synth/draft/index.ts';
import type { Facet } from '../../synth/part.ts';
import { sentencesFor } from '../../synth/prompt/spoken.ts';
import type { Change, Scene } from '../change.ts';
import { asked } from './restate.ts';

const SECURE =
  /encrypt|kms|(^|[._])sse|public|https|tls|ssl|protection|versioning|logging|private|rotat|immutab|scan|secure|metadata_options|point_in_time|backup|auth_enabled|dnssec|prevention|uniform|retention_policy/;
/** What opens, though its name sounds safe. */
const OPEN = /map_public|publicly|associate_public|public_ip|private_ip|private_dns|is_public/;
const GUARD =
  /public_access_block|encryption|versioning|logging|network_security|flow_log|waf|management_lock|network_rules|network_policy|private_endpoint|ownership|kms|rotation|bucket_policy|pod_disruption/;
const WORDS = ['harden {it}', 'make {it} safer', 'secure {it}', '{it} failed a security review'];

export function secure(scene: Scene): Change | undefined {
  const { draft, random, mention, base } = scene;
  const options = [...draft.nodes.values()].flatMap((node) =>
    freeFacets(node, scene).map((facet) => ({ node, facet })),
  );
  const guards = [...draft.nodes.values()]
    .filter((node) => mayCarry(node, draft))
    .flatMap((node) =>
      draft.library
        .attachments(node.part)
        .filter(
          ([part, attachment]) => GUARD.test(draft.library.part(part).type) && mayAttach(node, part, attachment, draft),
        )
        .map(([part, attachment]) => ({ node, part, attachment })),
    );
  if (guards.length > 0 && (options.length === 0 || random.chance(0.4))) {
    const before = new Set(draft.nodes.keys());
    const { node, part, attachment } = random.pick(guards);
    addNode(draft, part, { role: 'attached', owner: node, attachment });
    const intent = intentOf(draft, base.regionMatters);
    const added = intent.nodes.filter(({ key }) => !before.has(key));
    return { request: [opening(mention(node), scene), ...sentencesFor(added, intent, random, mention)] };
  }
  if (options.length === 0) return undefined;
  const { node, facet } = random.pick(options);
  const owner = node.owner === undefined ? undefined : draft.nodes.get(node.owner);
  const said = mention(node);
  const before = new Set(draft.nodes.keys());
  const statement = addFacet(facet, { draft, node, owner });
  if (statement === undefined) return undefined;
  const intent = intentOf(draft, base.regionMatters);
  const added = intent.nodes.filter(({ key }) => !before.has(key));
  return {
    request: [opening(said, scene), asked('it', statement, random), ...sentencesFor(added, intent, random, mention)],
  };
}

const opening = (it: string, { random }: Scene) => random.pick(WORDS).replace('{it}', () => it);

/** Options about security that nothing chosen rules out. */
function freeFacets(node: DraftNode, { draft }: Scene): readonly Facet[] {
  if (node.instances !== undefined) return [];
  const taken = new Set(node.chosen.map(({ facet }) => facet.group).filter((group) => group !== undefined));
  const set = new Set(node.chosen.flatMap(({ facet }) => Object.keys(facet.set)));
  return (draft.library.part(node.part).facets ?? []).filter(
    ({ required, silent, group, set: paths, values, with: withs = [], it = [] }) =>
      !required &&
      !silent &&
      !Object.keys(paths).some((path) => OPEN.test(path) || (/protection/.test(path) && isOff(path, paths, values))) &&
      withs.length + it.length > 0 &&
      (group === undefined || !taken.has(group)) &&
      Object.keys(paths).some((path) => SECURE.test(path)) &&
      !Object.keys(paths).some((path) => set.has(path) || node.body[path] !== undefined),
  );
}

function isOff(path: string, paths: Facet['set'], values: Facet['values']): boolean {
  return paths[path] === false || values.includes(false) || values.includes('INACTIVE');
}
