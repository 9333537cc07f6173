/** Names of types as Terraform's messages write them. */
import type { Type } from './type.ts';

/** `string`, `list of number`, `object`, `dynamic` … (cty's friendly name). */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind} of ${typeName(type.element)}`;
    case 'capsule':
      return type.name;
    default:
      return type.kind;
  }
}

/** The same where a type is a constraint: `any` stands for what is not fixed. */
export function constraintName(type: Type): string {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      if (type.element.kind === 'dynamic') return `${type.kind} of any single type`;
      return `${type.kind} of ${constraintName(type.element)}`;
    case 'dynamic':
      return 'any type';
    default:
      return typeName(type);
  }
}
