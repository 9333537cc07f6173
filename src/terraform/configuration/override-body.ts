/**
 * What an override file makes of a body: its arguments replace those of the same name, and its blocks replace all blocks
 * of the same type, `dynamic` ones included.
 */
import { type Block, type Body, type JsonBody, type NativeBody, visibleBody } from '../../hcl/index.ts';

export function overriddenBody(base: Body, over: Body): Body {
  if (base.kind === 'NativeBody' && over.kind === 'NativeBody')
    return overriddenNative(visibleBody(base), visibleBody(over));
  if (base.kind === 'JsonBody' && over.kind === 'JsonBody') return overriddenJson(base, over);
  return { kind: 'MergedBody', bodies: [base, over] };
}

/** The block type that a block makes, which for `dynamic` is in its label. */
function madeType({ type, labels }: Block): string {
  return type === 'dynamic' ? (labels[0]?.value ?? type) : type;
}

function overriddenNative(base: NativeBody, over: NativeBody): NativeBody {
  const replaced = new Set(over.blocks.map(madeType));
  return {
    ...base,
    attributes: new Map([...base.attributes, ...over.attributes]),
    blocks: [...base.blocks.filter((block) => !replaced.has(madeType(block))), ...over.blocks],
  };
}

function overriddenJson(base: JsonBody, over: JsonBody): Body {
  if (base.value.kind !== 'JsonObject' || over.value.kind !== 'JsonObject') {
    return { kind: 'MergedBody', bodies: [base, over] };
  }
  const replaced = new Set(over.value.members.map(({ name }) => name));
  const kept = base.value.members.filter(({ name }) => !replaced.has(name));
  return { ...base, value: { ...base.value, members: [...kept, ...over.value.members] } };
}
