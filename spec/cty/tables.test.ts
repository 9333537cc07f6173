/**
 * cty's and Terraform's own tables, read from `../shared/conformance` beside the project (they are not part of it). Skipped, loudly,
 * where that folder is missing. `tables-known-failures.txt` names what differs, with the reason.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  callFunction,
  conversionMismatch,
  convert,
  type FunctionSpec,
  isFailure,
  NO_FILES,
  preferenceOrder,
  rawEquals,
  standardFunctions,
  type Type,
  typeEquals,
  unify,
  type Value,
} from '../../src/cty/index.ts';
import { readGo } from './go-values.ts';

const HCL = new URL('../../../shared/conformance/hcl/cty-tables/', import.meta.url);
const TERRAFORM = new URL('../../../shared/conformance/terraform/tables-1.5.7-MPL/', import.meta.url);
const functions = standardFunctions({ files: NO_FILES, workingDirectory: '/', now: Date.now, pure: false });

type Field = { readonly go: string } | string;
type Row = Readonly<Record<string, Field>>;

/** Test of a table → our function and the fields that are its arguments; `...` takes a slice apart. */
const CALLS: Readonly<Record<string, string>> = {
  'hcl/collection TestChunklist': 'chunklist List Len',
  'hcl/collection TestContains': 'contains List Value',
  'hcl/collection TestMerge': 'merge ...Values',
  'hcl/collection TestLength': 'length Collection',
  'hcl/collection TestElement': 'element List Index',
  'hcl/collection TestValues': 'values Collection',
  'hcl/collection TestZipMap': 'zipmap Keys Values',
  'hcl/collection TestKeys': 'keys Collection',
  'hcl/collection TestFlatten': 'flatten List',
  'hcl/collection TestSetproduct': 'setproduct ...Collections',
  'hcl/collection TestReverseList': 'reverse Input',
  'hcl/collection TestSlice': 'slice Input Start End',
  'hcl/collection TestDistinct': 'distinct List',
  'hcl/collection TestCoalesceList': 'coalescelist ...Values',
  'hcl/format TestFormat': 'format Format ...Args',
  'hcl/format TestFormatList': 'formatlist Format ...Args',
  'hcl/number TestAbsolute': 'abs Input',
  'hcl/number TestMin': 'min ...Inputs',
  'hcl/number TestMax': 'max ...Inputs',
  'hcl/number TestCeil': 'ceil Num',
  'hcl/number TestFloor': 'floor Num',
  'hcl/number TestLog': 'log Num Base',
  'hcl/number TestPow': 'pow Num Power',
  'hcl/number TestSignum': 'signum Num',
  'hcl/number TestParseInt': 'parseint Num Base',
  'hcl/string TestUpper': 'upper Input',
  'hcl/string TestLower': 'lower Input',
  'hcl/string TestReverse': 'strrev Input',
  'hcl/string TestSubstr': 'substr Input Offset Length',
  'hcl/string TestJoin': 'join Separator ...Lists',
  'hcl/string TestSort': 'sort Input',
  'hcl/sequence TestConcat': 'concat ...Input',
  'hcl/sequence TestRange': 'range ...Args',
  'hcl/set TestSetUnion': 'setunion ...Input',
  'hcl/set TestSetIntersection': 'setintersection ...Input',
  'hcl/set TestSetSubtract': 'setsubtract InputA InputB',
  'hcl/json TestJSONEncode': 'jsonencode Input',
  'hcl/json TestJSONDecode': 'jsondecode Input',
  'hcl/regexp TestRegex': 'regex Pattern String',
  'hcl/regexp TestRegexAll': 'regexall Pattern String',
  'hcl/csv TestCSVDecode': 'csvdecode Input',
  'terraform/string TestReplace': 'replace String Substr Replace',
  'terraform/string TestStrContains': 'strcontains String Substr',
  'terraform/number TestLog': 'log Num Base',
  'terraform/number TestPow': 'pow Num Power',
  'terraform/number TestSignum': 'signum Num',
  'terraform/number TestParseInt': 'parseint Num Base',
  'terraform/cidr TestCidrHost': 'cidrhost Prefix Hostnum',
  'terraform/cidr TestCidrNetmask': 'cidrnetmask Prefix',
  'terraform/cidr TestCidrSubnet': 'cidrsubnet Prefix Newbits Netnum',
  'terraform/cidr TestCidrSubnets': 'cidrsubnets Prefix ...Newbits',
  'terraform/datetime TestTimeadd': 'timeadd Time Duration',
  'terraform/filesystem TestBasename': 'basename Path',
  'terraform/filesystem TestDirname': 'dirname Path',
  'terraform/collection TestLength': 'length Value',
  'terraform/collection TestAllTrue': 'alltrue Collection',
  'terraform/collection TestAnyTrue': 'anytrue Collection',
  'terraform/collection TestCoalesce': 'coalesce ...Values',
  'terraform/collection TestIndex': 'index List Value',
  'terraform/collection TestLookup': 'lookup ...Values',
  'terraform/collection TestMatchkeys': 'matchkeys Keys Values Searchset',
  'terraform/collection TestOne': 'one List',
  'terraform/collection TestSum': 'sum List',
  'terraform/collection TestTranspose': 'transpose Values',
  'terraform/crypto TestUUIDV5': 'uuidv5 Namespace Name',
  'terraform/crypto TestBase64Sha256': 'base64sha256 String',
  'terraform/crypto TestBase64Sha512': 'base64sha512 String',
  'terraform/crypto TestMd5': 'md5 String',
  'terraform/crypto TestSha1': 'sha1 String',
  'terraform/crypto TestSha256': 'sha256 String',
  'terraform/crypto TestSha512': 'sha512 String',
  'terraform/crypto TestRsaDecrypt': 'rsadecrypt Ciphertext Privatekey',
  'terraform/encoding TestBase64Decode': 'base64decode String',
  'terraform/encoding TestBase64Encode': 'base64encode String',
  'terraform/encoding TestURLEncode': 'urlencode String',
  'terraform/encoding TestBase64TextEncode': 'textencodebase64 String Encoding',
  'terraform/encoding TestBase64TextDecode': 'textdecodebase64 String Encoding',
};

function rowsOf(key: string): readonly Row[] {
  const [suite = '', name] = key.split(' ');
  const file = suite.startsWith('hcl/')
    ? new URL(`cty__function__stdlib__${suite.slice(4)}_test.json`, HCL)
    : new URL(`lang__funcs__${suite.slice(10)}_test.json`, TERRAFORM);
  return (JSON.parse(readFileSync(file, 'utf8')) as Row[]).filter((row) => (row.func as unknown as string) === name);
}

function goOf(row: Row, field: string): unknown {
  const found = row[field];
  if (found === undefined) return undefined;
  return typeof found === 'string' ? found : readGo(found.go);
}

function argumentsOf(row: Row, fields: readonly string[]): Value[] {
  return fields.flatMap((field) =>
    field.startsWith('...') ? ((goOf(row, field.slice(3)) ?? []) as Value[]) : [goOf(row, field) as Value],
  );
}

/** Whether the row expects a failure; undefined where that cannot be read. */
function wantsFailure(row: Row): boolean {
  const wanted = row.Err ?? row.WantErr ?? row.WantError;
  if (wanted === undefined) return false;
  const text = typeof wanted === 'string' ? wanted : String(readGo(wanted.go) ?? '');
  return text !== '' && text !== 'false';
}

function outcome(row: Row, spec: FunctionSpec, fields: readonly string[]): string {
  let args: Value[];
  let want: Value | undefined;
  let failing: boolean;
  try {
    args = argumentsOf(row, fields);
    failing = wantsFailure(row);
    want = failing ? undefined : (goOf(row, 'Want') as Value);
    if (args.some((value) => value === undefined || value === null)) return 'unreadable';
  } catch {
    return 'unreadable';
  }
  const result = callFunction(spec, args);
  if (failing) return isFailure(result) ? 'same' : `succeeded: ${show(result)}`;
  if (isFailure(result)) return `failed: ${result.failure}`;
  return rawEquals(result, want as Value) ? 'same' : `gave ${show(result)}`;
}

function show(value: unknown): string {
  const plain = (_: string, part: unknown) =>
    part instanceof Map
      ? Object.fromEntries(part)
      : part instanceof Set
        ? [...part]
        : typeof part === 'bigint'
          ? `${part}n`
          : part;
  return JSON.stringify(value, plain);
}

const known = new Set(
  readFileSync(new URL('tables-known-failures.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t')[0]),
);

/** A judgement, or nothing where the row is written in Go that the reader does not know. */
function check(name: string, judge: () => string): void {
  try {
    judge();
  } catch (error) {
    if (!String(error).includes('cannot read Go')) throw error;
    test.skip(name, () => {});
    return;
  }
  if (known.has(name)) test.fails(`${name} (known)`, () => expect(judge()).toBe('same'));
  else test(name, () => expect(judge()).toBe('same'));
}

function table(name: string): readonly Row[] {
  return JSON.parse(readFileSync(new URL(name, HCL), 'utf8')) as Row[];
}

if (!existsSync(HCL)) {
  console.warn('SKIPPED: ../shared/conformance is missing, the tables of cty are not run');
  test.skip('tables of cty', () => {});
} else {
  describe('functions', () => {
    for (const [key, call] of Object.entries(CALLS)) {
      const [name = '', ...fields] = call.split(' ');
      const spec = functions.get(name) as FunctionSpec;
      rowsOf(key).forEach((row, i) => {
        let judged: string | undefined;
        const judge = () => {
          judged ??= outcome(row, spec, fields);
          return judged;
        };
        if (judge() === 'unreadable') test.skip(`${key} ${i}`, () => {});
        else check(`${key} ${i}`, judge);
      });
    }
  });

  describe('convert', () => {
    table('cty__convert__public_test.json').forEach((row, i) => {
      check(`convert ${i}`, () => {
        const result = convert(goOf(row, 'Value') as Value, goOf(row, 'Type') as Type);
        const wanted = row.WantError as string | undefined;
        if ('error' in result) return wanted === undefined ? `failed: ${result.error}` : 'same';
        if (wanted !== undefined) return `succeeded: ${show(result.value)}`;
        return rawEquals(result.value, goOf(row, 'Want') as Value) ? 'same' : `gave ${show(result.value)}`;
      });
    });
    table('cty__convert__mismatch_msg_test.json').forEach((row, i) => {
      check(`mismatch ${i}`, () => {
        const message = conversionMismatch(goOf(row, 'GotType') as Type, goOf(row, 'WantMsg') as Type);
        // The tables are of a later cty, which also says what it got.
        const wanted = (row.f2 as string).replace(/, but have [^:]*$/, '');
        return message === wanted ? 'same' : `${message} instead of ${wanted}`;
      });
    });
  });

  describe('unify', () => {
    table('cty__convert__unify_test.json').forEach((row, i) => {
      check(`unify ${i}`, () => {
        const found = unify(goOf(row, 'Input') as Type[], false);
        const wanted = goOf(row, 'WantType') as Type | null;
        if (found === undefined || wanted === null)
          return (found === undefined) === (wanted === null) ? 'same' : show(found);
        return typeEquals(found, wanted) ? 'same' : show(found);
      });
    });
    table('cty__convert__sort_types_test.json').forEach((row, i) => {
      check(`preference ${i}`, () => {
        const input = goOf(row, 'Input') as Type[];
        const wanted = goOf(row, 'Want') as Type[];
        const order = preferenceOrder(input).map((index) => input[index] as Type);
        return order.every((type, at) => typeEquals(type, wanted[at] as Type)) ? 'same' : show(order);
      });
    });
  });
}
