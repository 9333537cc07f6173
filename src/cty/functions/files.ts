/** abspath, basename, dirname, file, filebase64, fileexists, fileset, pathexpand, templatefile, templatestring */
import type { FunctionFailure, FunctionSpec } from '../function.ts';
import { tooManyElements } from '../limits.ts';
import { unknownNotNull } from '../refinement.ts';
import { setValue } from '../set.ts';
import { BOOL, DYNAMIC, STRING, setOf } from '../type.ts';
import { boolValue, entriesOf, type KnownValue, stringValue, unknownOf, type Value, withMarks } from '../value.ts';
import { any, declare, fail, string, text } from './define.ts';
import { utf8Text } from './encoding.ts';
import { compileGlob } from './glob.ts';
import type { FunctionOptions } from './options.ts';
import { cleanPath, directoryOf, joinPath } from './path.ts';
import { expandHome, readFile } from './read-file.ts';

export const pathFunctions: readonly FunctionSpec[] = [
  declare('basename', {
    parameters: [string('path')],
    returns: STRING,
    call: ([path]) => stringValue(baseName(text(path))),
  }),
  declare('dirname', {
    parameters: [string('path')],
    returns: STRING,
    call: ([path]) => stringValue(directoryOf(text(path))),
  }),
];

function baseName(path: string): string {
  if (path === '') return '.';
  const bare = path.replace(/\/+$/, '');
  return bare === '' ? '/' : bare.slice(bare.lastIndexOf('/') + 1);
}

export function fileFunctions(options: FunctionOptions): readonly FunctionSpec[] {
  return [
    declare('abspath', {
      parameters: [string('path')],
      returns: STRING,
      call: ([path]) => stringValue(joinPath(options.workingDirectory, text(path))),
    }),
    declare('pathexpand', {
      parameters: [string('path')],
      returns: STRING,
      call: ([path]) =>
        /^~[^/]/.test(text(path))
          ? fail("cannot expand a user's home folder")
          : stringValue(expandHome(options, text(path))),
    }),
    declare('file', {
      parameters: [string('path', { allowMarked: true })],
      returns: STRING,
      call: ([path]) => {
        const content = fileText(options, text(path));
        return typeof content === 'string'
          ? withMarks(stringValue(content.normalize('NFC')), (path as Value).marks)
          : content;
      },
    }),
    declare('filebase64', {
      parameters: [string('path', { allowMarked: true })],
      returns: STRING,
      call: ([path]) => {
        const bytes = readFile(options, text(path));
        if ('failure' in bytes) return fail(bytes.failure, 0);
        return withMarks(stringValue(Buffer.from(bytes).toString('base64')), (path as Value).marks);
      },
    }),
    declare('fileexists', {
      parameters: [string('path', { allowMarked: true })],
      returns: BOOL,
      call: ([path]) => {
        const bytes = options.files.read(expandHome(options, text(path)));
        const problem = 'problem' in bytes ? bytes.problem : undefined;
        if (problem === 'folder') return fail(`${JSON.stringify(text(path))} is a directory, not a file`);
        // What may not be read is not there: a verification sees its own folder alone.
        return withMarks(boolValue(problem === undefined), (path as Value).marks);
      },
    }),
    declare('fileset', {
      parameters: [string('path'), string('pattern')],
      returns: setOf(STRING),
      call: ([path, pattern]) => fileSet(options, text(path), text(pattern)),
    }),
    ...templateFunctions(options),
  ];
}

function fileText(options: FunctionOptions, path: string): string | FunctionFailure {
  const bytes = readFile(options, path);
  if ('failure' in bytes) return fail(bytes.failure, 0);
  const content = utf8Text(bytes);
  return (
    content ??
    fail(
      `contents of ${JSON.stringify(path)} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents`,
    )
  );
}

function fileSet(options: FunctionOptions, folder: string, pattern: string): Value | FunctionFailure {
  const start = cleanPath(expandHome(options, folder));
  const glob = compileGlob(cleanPath(pattern));
  if (glob === undefined) return fail(`failed to glob pattern ${JSON.stringify(pattern)}: syntax error in pattern`);
  const found: Value[] = [];
  const visit = (path: string, relative: string, depth: number): FunctionFailure | undefined => {
    const entries = options.files.list(path);
    if ('problem' in entries || depth > 64) return undefined;
    for (const { name, kind } of entries) {
      const inside = relative === '' ? name : `${relative}/${name}`;
      if (kind === 'folder') {
        const failure = visit(`${path}/${name}`, inside, depth + 1);
        if (failure !== undefined) return failure;
      } else if (glob.test(inside)) {
        found.push(stringValue(inside));
        const excess = tooManyElements(found.length);
        if (excess !== undefined) return excess;
      }
    }
    return undefined;
  };
  return visit(start, '', 0) ?? setValue(STRING, found);
}

const VARIABLE = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

function templateFunctions(options: FunctionOptions): readonly FunctionSpec[] {
  const render = (source: string, name: string, variables: Value): Value | FunctionFailure => {
    const entries = templateVariables(variables);
    if (!(entries instanceof Map)) return entries as FunctionFailure;
    const depth = (options.templateDepth ?? 0) + 1;
    if (options.renderTemplate === undefined) return fail('templates are not available here');
    return options.renderTemplate(source, name, entries, depth);
  };
  return [
    declare('templatefile', {
      parameters: [
        string('path', { allowMarked: true }),
        any('vars', { allowMarked: true, allowUnknown: true, allowDynamic: true }),
      ],
      mayReturnNull: true,
      returns: DYNAMIC,
      call: ([path, variables]) => {
        // A template's own calls of template functions are refused, whatever file they name.
        if ((options.templateDepth ?? 0) > 0) {
          return fail('cannot recursively call templatefile from inside another template function');
        }
        const given = variables as Value;
        if (given.state !== 'known') return unknownOf(DYNAMIC, undefined, given.marks);
        const source = fileText(options, text(path));
        if (typeof source !== 'string') return source;
        const result = render(source, text(path), { ...given, marks: new Set() });
        if ('failure' in result) return result;
        return withMarks(withMarks(result, (path as Value).marks), given.marks);
      },
    }),
    declare('templatestring', {
      parameters: [string('template'), any('vars', { allowMarked: true, allowUnknown: true, allowDynamic: true })],
      returns: STRING,
      call: ([template, variables]) => {
        if ((options.templateDepth ?? 0) > 0) {
          return fail('cannot recursively call templatestring from inside another template function');
        }
        const given = variables as Value;
        if (given.state !== 'known') return { ...unknownNotNull(STRING), marks: given.marks };
        const result = render(text(template), '<templatestring argument>', { ...given, marks: new Set() });
        if ('failure' in result) return result;
        return withMarks(result, given.marks);
      },
    }),
  ];
}

function templateVariables(variables: Value): ReadonlyMap<string, Value> | FunctionFailure {
  const kind = variables.type.kind;
  if (kind !== 'map' && kind !== 'object') return fail('invalid vars value: must be a map', 1);
  const entries = entriesOf(variables as KnownValue);
  for (const name of entries.keys()) {
    if (!VARIABLE.test(name)) {
      return fail(
        `invalid template variable name ${JSON.stringify(name)}: must start with a letter, followed by zero or more letters, digits, and underscores`,
        1,
      );
    }
  }
  return entries;
}
