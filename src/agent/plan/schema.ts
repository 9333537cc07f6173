/** The typed plan that the strategy `plan` asks for: what is to be declared and how it hangs together, as JSON. */
import { z } from 'zod';

export type PlanValue =
  | string
  | number
  | boolean
  | null
  | { readonly $ref: string }
  | { readonly $expr: string }
  | readonly PlanValue[]
  | { readonly [name: string]: PlanValue };

const value: z.ZodType<PlanValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(value), z.record(z.string(), value)]),
);
const values = z.record(z.string(), value);
const name = z.string().regex(/^[A-Za-z_][\w-]*$/, 'expected a name of letters, digits, _ and -');
const list = <T extends z.ZodType>(of: T) => z.array(of).default([]);

export const planSchema = z.object({
  providers: list(
    z.object({
      name,
      source: z.string().optional(),
      version: z.string().optional(),
      alias: name.optional(),
      arguments: values.default({}),
    }),
  ),
  variables: list(
    z.object({
      name,
      type: z.string().optional(),
      description: z.string().optional(),
      default: value.optional(),
      sensitive: z.boolean().optional(),
    }),
  ),
  locals: values.default({}),
  resources: list(
    z.object({
      mode: z.enum(['managed', 'data']).default('managed'),
      type: name,
      name,
      count: value.optional(),
      for_each: value.optional(),
      provider: z.string().optional(),
      depends_on: list(z.string()),
      arguments: values.default({}),
    }),
  ),
  outputs: list(z.object({ name, value, description: z.string().optional(), sensitive: z.boolean().optional() })),
});

export type Plan = z.infer<typeof planSchema>;

/** The same as a JSON schema, for models that can be held to one. */
export const planJsonSchema = (): Readonly<Record<string, unknown>> =>
  z.toJSONSchema(planSchema, { io: 'input', target: 'draft-7' }) as Record<string, unknown>;
