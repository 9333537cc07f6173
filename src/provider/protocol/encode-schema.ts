/** Schemas as a provider sends them, in protocol 6: what `schema.ts` reads, written. */
import { typeToJson } from '../../cty/index.ts';
import type { FunctionSignature } from '../provider.ts';
import type { AttributeSchema, BlockSchema, NestedBlockSchema, Schema } from '../schema.ts';
import { bytesField, integerField, message, textField } from './wire.ts';

const ATTRIBUTE_NESTING = { single: 1, list: 2, set: 3, map: 4 } as const;
const BLOCK_NESTING = { single: 1, list: 2, set: 3, map: 4, group: 5 } as const;

export function encodeSchema({ version, block }: Schema): Uint8Array {
  return message(integerField(1, version), bytesField(2, encodeBlock(block)));
}

function encodeBlock({ attributes, blocks, deprecated }: BlockSchema): Uint8Array {
  const fields: Uint8Array[] = [];
  for (const [name, attribute] of attributes) fields.push(bytesField(2, encodeAttribute(name, attribute)));
  for (const [name, nested] of blocks) fields.push(bytesField(3, encodeNestedBlock(name, nested)));
  if (deprecated) fields.push(integerField(6, 1));
  return message(...fields);
}

function encodeAttribute(name: string, attribute: AttributeSchema): Uint8Array {
  const flags = [
    [4, attribute.required],
    [5, attribute.optional],
    [6, attribute.computed],
    [7, attribute.sensitive],
    [9, attribute.deprecated],
    [11, attribute.writeOnly],
  ] as const;
  const { nested } = attribute;
  return message(
    textField(1, name),
    nested === undefined
      ? textField(2, JSON.stringify(typeToJson(attribute.type)))
      : bytesField(
          10,
          message(
            ...[...nested.attributes].map(([member, schema]) => bytesField(1, encodeAttribute(member, schema))),
            integerField(3, ATTRIBUTE_NESTING[nested.nesting]),
          ),
        ),
    ...flags.filter(([, on]) => on).map(([number]) => integerField(number, 1)),
  );
}

function encodeNestedBlock(name: string, { block, nesting, minItems, maxItems }: NestedBlockSchema): Uint8Array {
  return message(
    textField(1, name),
    bytesField(2, encodeBlock(block)),
    integerField(3, BLOCK_NESTING[nesting]),
    ...(minItems > 0 ? [integerField(4, minItems)] : []),
    ...(maxItems > 0 ? [integerField(5, maxItems)] : []),
  );
}

/** An entry of a map field: the name and the message. */
export function mapEntry(number: number, name: string, value: Uint8Array): Uint8Array {
  return bytesField(number, message(textField(1, name), bytesField(2, value)));
}

export function encodeFunction({ parameters, variadic, returns }: FunctionSignature): Uint8Array {
  return message(
    ...parameters.map((parameter) => bytesField(1, encodeParameter(parameter))),
    ...(variadic === undefined ? [] : [bytesField(2, encodeParameter(variadic))]),
    bytesField(3, textField(1, JSON.stringify(typeToJson(returns)))),
  );
}

function encodeParameter({ name, type, allowNull, allowUnknown }: FunctionSignature['parameters'][number]): Uint8Array {
  return message(
    textField(1, name),
    textField(2, JSON.stringify(typeToJson(type))),
    ...(allowNull ? [integerField(3, 1)] : []),
    ...(allowUnknown ? [integerField(4, 1)] : []),
  );
}
