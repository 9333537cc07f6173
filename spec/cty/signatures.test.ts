/** The library against the signatures that the real terraform publishes, from `../shared/conformance` beside the project; skipped where missing. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NO_FILES, type Parameter, standardFunctions, typeToJson } from '../../src/cty/index.ts';

const FILE = new URL(
  '../../../shared/conformance/terraform/recorded-1.11.4/functions-signatures.json',
  import.meta.url,
);

interface Published {
  readonly parameters?: readonly { readonly name: string; readonly type: unknown }[];
  readonly variadic_parameter?: { readonly name: string; readonly type: unknown };
}

const shape = ({ name, type }: Parameter) => ({ name, type: typeToJson(type) });
const published = ({ name, type }: { name: string; type: unknown }) => ({ name, type });

if (!existsSync(FILE)) {
  console.warn('SKIPPED: ../shared/conformance is missing, the signatures of functions are not compared');
  test.skip('signatures of functions', () => {});
} else {
  const { function_signatures: signatures } = JSON.parse(readFileSync(FILE, 'utf8')) as {
    function_signatures: Record<string, Published>;
  };
  const functions = standardFunctions({ files: NO_FILES, workingDirectory: '/', now: Date.now, pure: true });
  for (const [name, signature] of Object.entries(signatures)) {
    if (name.startsWith('core::')) continue;
    test(`${name} takes what Terraform says`, () => {
      const spec = functions.get(name);
      expect(spec?.parameters.map(shape)).toEqual((signature.parameters ?? []).map(published));
      expect(spec?.variadic && shape(spec.variadic)).toEqual(
        signature.variadic_parameter && published(signature.variadic_parameter),
      );
    });
  }
}
