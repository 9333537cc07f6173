/** One side of the square of engines: packs against the real executable, on recorded configurations, where both are on the machine. */
import { afterAll, describe, expect, it } from 'vitest';
import { ORACLE_MISSING, oracleRows } from '../../perf/oracle.ts';
import { executableForTests } from '../../src/provider/executable/executable-for-tests.ts';
import { createVerifier, differencesOf, type Verdict, type Verifier } from '../../src/verify/index.ts';

const EVERY = 40;
/** The closed mirror that the verdicts were recorded with; the executable is the nearest that there is. */
const OPTIONS = {
  providers: [{ address: 'registry.terraform.io/hashicorp/aws', version: '5.90.0' }],
  cloud: 'absent',
} as const;

const aws = executableForTests('hashicorp/aws');
const rows = oracleRows()?.filter((_, index) => index % EVERY === 0);
if (rows === undefined) console.warn(`SKIPPED: static against attached ${ORACLE_MISSING}`);

const open: Verifier[] = [];
afterAll(async () => {
  for (const verifier of open) await verifier.close();
});

describe.skipIf(aws === undefined || rows === undefined)('static against attached', () => {
  it('agrees on nearly all verdicts of a sample', async () => {
    const [packs, executables] = await Promise.all([
      createVerifier({ ...OPTIONS, engine: 'static' }),
      createVerifier({ ...OPTIONS, engine: 'attached' }),
    ]);
    open.push(packs, executables);
    const apart: string[] = [];
    for (const { id, files } of rows ?? []) {
      const [left, right] = [await packs.verify({ id, files }), await executables.verify({ id, files })];
      if (statuses(left) !== statuses(right)) apart.push(`${id}: ${differencesOf(left, right)[0]?.cause}`);
    }
    expect(apart.length, apart.join('\n')).toBeLessThanOrEqual(0.02 * (rows ?? []).length);
  }, 120_000);
});

const statuses = ({ stages }: Verdict): string => stages.map(({ stage, status }) => `${stage} ${status}`).join(', ');
