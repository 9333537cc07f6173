/**
 * Makes configurations of the built-in provider that combine what plan JSON shows: modules, repetition, unknown and
 * sensitive values, conditions, every kind of reference. The same seed gives the same files.
 */

export interface Generated {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
}

type Kind = 'string' | 'number' | 'bool' | 'strings' | 'numbers' | 'map' | 'object' | 'objects';

/** What expressions may refer to, by kind of value. */
interface Names {
  readonly byKind: Map<Kind, string[]>;
  /** References to whole objects, for depends_on. */
  readonly whole: string[];
  readonly sensitive: boolean;
}

type Random = () => number;

const TYPES: Readonly<Record<Kind, string>> = {
  string: 'string',
  number: 'number',
  bool: 'bool',
  strings: 'list(string)',
  numbers: 'list(number)',
  map: 'map(string)',
  object: 'object({ name = string, size = optional(number, 3), on = optional(bool) })',
  objects: 'list(object({ name = string, size = optional(number) }))',
};
const KINDS = Object.keys(TYPES) as Kind[];
const WORDS = ['alpha', 'beta', 'gamma', 'delta', 'web', 'db', 'a<b>&c', 'naïve', 'q"uote', 'tab\\there'];

export function generate(seed: number): Generated {
  const random = randomFrom(seed);
  return { name: `seed-${seed}`, files: new Writer(random).write() };
}

/** Mulberry32. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

class Writer {
  readonly #random: Random;
  readonly #files = new Map<string, string>();
  #counter = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  write(): ReadonlyMap<string, string> {
    this.#module('', 0);
    return this.#files;
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }
  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }
  #name(prefix: string): string {
    return `${prefix}${++this.#counter}`;
  }
  #word(): string {
    return this.#pick(WORDS).replace('"', '\\"');
  }

  /** Gives the variables and outputs of the module, for its caller. */
  #module(folder: string, depth: number): { inputs: [string, Kind, boolean][]; outputs: [string, Kind][] } {
    const names: Names = { byKind: new Map(KINDS.map((kind) => [kind, []])), whole: [], sensitive: false };
    const text: string[] = [];
    const add = (kind: Kind, reference: string) => names.byKind.get(kind)?.push(reference);
    const inputs: [string, Kind, boolean][] = [];
    const outputs: [string, Kind][] = [];
    add('string', 'path.module');
    add('string', 'terraform.workspace');

    for (let i = this.#below(4); i > 0; i--) this.#variable(folder === '', text, inputs, add);
    if (this.#chance(0.6)) this.#locals(names, text, add);
    if (depth < 2 && this.#chance(depth === 0 ? 0.5 : 0.25)) {
      const calls = this.#chance(0.2) ? 2 : 1;
      for (let i = 0; i < calls; i++) this.#call(folder, depth, names, text, add);
    }
    for (let i = 1 + this.#below(4); i > 0; i--) this.#resource(names, text, add);
    if (depth === 0 && this.#chance(0.15)) this.#remoteState(names, text, add);
    if (this.#chance(0.3)) this.#locals(names, text, add);
    if (this.#chance(0.25)) this.#check(names, text);
    if (this.#chance(0.1)) this.#refactoring(names, text);
    for (let i = this.#below(4); i > 0; i--) this.#output(names, text, outputs, folder === '');
    const path = folder === '' ? 'main.tf' : `${folder}/main.tf`;
    this.#files.set(path, `${text.join('\n')}\n`);
    return { inputs, outputs };
  }

  #variable(
    isRoot: boolean,
    text: string[],
    inputs: [string, Kind, boolean][],
    add: (kind: Kind, reference: string) => void,
  ): void {
    const name = this.#name('v');
    const kind = this.#pick(KINDS);
    const required = isRoot ? false : this.#chance(0.5);
    const lines: string[] = [];
    if (this.#chance(0.85)) lines.push(`type = ${TYPES[kind]}`);
    if (!required) lines.push(`default = ${this.#chance(0.08) ? 'null' : this.#literal(kind)}`);
    if (this.#chance(0.3)) lines.push(`description = "about ${this.#word()}"`);
    if (this.#chance(0.15)) lines.push('sensitive = true');
    if (this.#chance(0.1)) lines.push('nullable = false');
    if (this.#chance(0.2)) {
      const condition = this.#pick([
        `var.${name} != null`,
        `length(jsonencode(var.${name})) > 0`,
        `can(tostring(var.${name})) || true`,
      ]);
      lines.push(`validation {\n    condition = ${condition}\n    error_message = "Must hold: ${this.#word()}."\n  }`);
    }
    text.push(`variable "${name}" {\n  ${lines.join('\n  ')}\n}`);
    inputs.push([name, kind, required]);
    add(kind, `var.${name}`);
    if (kind === 'object') {
      add('string', `var.${name}.name`);
      add('number', `var.${name}.size`);
    }
    if (isRoot && this.#chance(0.2)) {
      const earlier = this.#files.get('terraform.tfvars') ?? '';
      this.#files.set('terraform.tfvars', `${earlier}${name} = ${this.#literal(kind)}\n`);
    }
  }

  #locals(names: Names, text: string[], add: (kind: Kind, reference: string) => void): void {
    const lines: string[] = [];
    for (let i = 1 + this.#below(3); i > 0; i--) {
      const kind = this.#pick(KINDS);
      const name = this.#name('l');
      lines.push(`  ${name} = ${this.#expression(kind, names, 2)}`);
      add(kind, `local.${name}`);
      if (kind === 'objects') add('strings', `local.${name}[*].name`);
    }
    text.push(`locals {\n${lines.join('\n')}\n}`);
  }

  #call(
    folder: string,
    depth: number,
    names: Names,
    text: string[],
    add: (kind: Kind, reference: string) => void,
  ): void {
    const name = this.#name('m');
    const inner = folder === '' ? name : `${folder}/${name}`;
    const { inputs, outputs } = this.#module(inner, depth + 1);
    const lines = [`source = "./${name}"`];
    const { repetition, key, scope } = this.#repetition(names);
    if (repetition !== undefined) lines.push(repetition);
    for (const [input, kind, required] of inputs) {
      if (required || this.#chance(0.5)) lines.push(`${input} = ${this.#expression(kind, scope, 2)}`);
    }
    if (names.whole.length > 0 && this.#chance(0.2)) lines.push(`depends_on = [${this.#pick(names.whole)}]`);
    text.push(`module "${name}" {\n  ${lines.join('\n  ')}\n}`);
    for (const [output, kind] of outputs) {
      if (key === undefined) add(kind, `module.${name}.${output}`);
      else if (key !== '') add(kind, `module.${name}[${key}].${output}`);
      if (key !== undefined && kind === 'string') {
        add('strings', key === '0' ? `module.${name}[*].${output}` : `[for k, o in module.${name} : o.${output}]`);
      }
    }
    names.whole.push(`module.${name}`);
  }

  /** `count` or `for_each` with a key that exists ('' where it is not known), and what may be said inside. */
  #repetition(names: Names): { repetition: string | undefined; key: string | undefined; scope: Names } {
    if (!this.#chance(0.35)) return { repetition: undefined, key: undefined, scope: names };
    const scope: Names = {
      byKind: new Map([...names.byKind].map(([kind, list]) => [kind, [...list]])),
      whole: names.whole,
      sensitive: names.sensitive,
    };
    if (this.#chance(0.5)) {
      scope.byKind.get('number')?.push('count.index', 'count.index');
      const count = this.#pick(['1', '2', '3', 'length(["a", "b"])', '"2"', '0', '12']);
      return { repetition: `count = ${count}`, key: count === '0' ? '' : '0', scope };
    }
    scope.byKind.get('string')?.push('each.key', 'each.value', 'each.key');
    const forEach = this.#pick([
      'toset(["a", "b"])',
      '{ a = "x", b = "y" }',
      'toset([for i in range(3) : i == 0 ? "a" : "k${i}"])',
      '{ for w in ["a", "c"] : w => upper(w) }',
      '{ a = "1", "b c" = "2", "d\\"e" = "3" }',
    ]);
    return { repetition: `for_each = ${forEach}`, key: '"a"', scope };
  }

  #resource(names: Names, text: string[], add: (kind: Kind, reference: string) => void): void {
    const name = this.#name('r');
    const { repetition, key, scope } = this.#repetition(names);
    const kind = this.#pick(KINDS);
    const lines: string[] = [];
    if (repetition !== undefined) lines.push(repetition);
    const hasInput = this.#chance(0.85);
    if (hasInput && kind === 'string' && this.#chance(0.3)) lines.push(`input = ${this.#heredoc(scope)}`);
    else if (hasInput) lines.push(`input = ${this.#expression(kind, scope, 3)}`);
    if (this.#chance(0.3)) lines.push(`triggers_replace = ${this.#expression(this.#pick(KINDS), scope, 2)}`);
    if (names.whole.length > 0 && this.#chance(0.15)) lines.push(`depends_on = [${this.#pick(names.whole)}]`);
    if (this.#chance(0.2)) lines.push(this.#lifecycle(scope, names));
    if (this.#chance(0.12)) lines.push(this.#provisioner(scope));
    text.push(`resource "terraform_data" "${name}" {\n  ${lines.join('\n  ')}\n}`);
    const address = `terraform_data.${name}`;
    names.whole.push(address);
    const one = key === undefined ? address : key === '' ? undefined : `${address}[${key}]`;
    if (one !== undefined) {
      add('string', `${one}.id`);
      if (hasInput) add(kind, `${one}.${this.#pick(['input', 'output'])}`);
    }
    if (key !== undefined) {
      add('strings', key === '"a"' ? `values(${address})[*].id` : `${address}[*].id`);
      add('number', `length(${address})`);
    }
  }

  #heredoc(scope: Names): string {
    const value = `\${${this.#expression('string', scope, 1)}}`;
    return this.#chance(0.5)
      ? `<<-EOT\n    line ${this.#word()}\n      ${value}\n    EOT`
      : `<<EOT\nline\n  ${value}\n%{ if ${this.#expression('bool', scope, 1)} }yes%{ endif }\nEOT`;
  }

  #lifecycle(scope: Names, names: Names): string {
    const lines: string[] = [];
    if (this.#chance(0.3)) lines.push('create_before_destroy = true');
    if (this.#chance(0.3)) lines.push('ignore_changes = [input]');
    const others = names.whole.filter((whole) => whole.startsWith('terraform_data'));
    if (others.length > 0 && this.#chance(0.4)) lines.push(`replace_triggered_by = [${this.#pick(others)}]`);
    if (this.#chance(0.5)) {
      const condition = `length(${this.#expression('strings', scope, 1)}) >= 0 || terraform.workspace == ""`;
      lines.push(`precondition {\n      condition = ${condition}\n      error_message = "no"\n    }`);
    }
    if (this.#chance(0.5)) {
      const condition = this.#pick(['self.id != ""', 'self.input == self.input', 'can(self.nope) || self.id != ""']);
      lines.push(`postcondition {\n      condition = ${condition}\n      error_message = "no"\n    }`);
    }
    return `lifecycle {\n    ${lines.join('\n    ')}\n  }`;
  }

  #provisioner(scope: Names): string {
    const lines = [`command = "echo ${'$'}{${this.#expression('string', scope, 1)}}"`];
    if (this.#chance(0.3)) lines.push('when = destroy'.replace('destroy', 'create'));
    if (this.#chance(0.3)) lines.push(`environment = { A = ${this.#expression('string', scope, 1)} }`);
    if (this.#chance(0.2)) lines.push('on_failure = continue');
    if (this.#chance(0.2)) lines.push('interpreter = ["sh", "-c"]');
    return `provisioner "local-exec" {\n    ${lines.join('\n    ')}\n  }`;
  }

  #remoteState(names: Names, text: string[], add: (kind: Kind, reference: string) => void): void {
    const name = this.#name('s');
    this.#files.set('other.tfstate', OTHER_STATE);
    const path = this.#pick(['"other.tfstate"', '"${path.module}/other.tfstate"', '"other.${"tfstate"}"']);
    const defaults = this.#chance(0.3) ? '\n  defaults = { extra = "d", text = "shadowed" }' : '';
    const depends = this.#chance(0.3) && names.whole.length > 0 ? `\n  depends_on = [${this.#pick(names.whole)}]` : '';
    text.push(
      `data "terraform_remote_state" "${name}" {\n  backend = "local"\n  config = { path = ${path} }${defaults}${depends}\n}`,
    );
    const outputs = `data.terraform_remote_state.${name}.outputs`;
    add('string', `${outputs}.text`);
    add('number', `${outputs}.number`);
    add('strings', `${outputs}.list`);
    if (depends === '') add('string', `${outputs}["secret"]`);
    names.whole.push(`data.terraform_remote_state.${name}`);
  }

  #check(names: Names, text: string[]): void {
    const conditions = [
      'terraform.workspace == "default"',
      `length(jsonencode(${this.#expression(this.#pick(KINDS), names, 1)})) >= length(path.root) - 99`,
      `${this.#expression('string', names, 1)} != path.cwd`,
    ];
    const asserts = Array.from({ length: 1 + this.#below(2) }, () => {
      const message = this.#chance(0.5) ? '"no"' : `"not: ${'$'}{length(${this.#expression('strings', names, 0)})}"`;
      return `assert {\n    condition = ${this.#pick(conditions)}\n    error_message = ${message}\n  }`;
    });
    text.push(`check "${this.#name('c')}" {\n  ${asserts.join('\n  ')}\n}`);
  }

  #refactoring(names: Names, text: string[]): void {
    const target = names.whole.find((whole) => whole.startsWith('terraform_data'));
    if (target !== undefined && this.#chance(0.5)) {
      text.push(`moved {\n  from = terraform_data.${this.#name('old')}\n  to = ${target}\n}`);
    } else {
      text.push(`removed {\n  from = terraform_data.${this.#name('gone')}\n  lifecycle {\n    destroy = false\n  }\n}`);
    }
  }

  #output(names: Names, text: string[], outputs: [string, Kind][], isRoot: boolean): void {
    const kind = this.#pick(KINDS);
    const name = this.#name('o');
    const lines = [`value = ${this.#expression(kind, names, 3)}`];
    if (this.#chance(isRoot ? 0.35 : 0.1)) lines.push('sensitive = true');
    if (this.#chance(0.2)) lines.push(`description = "${this.#word()}"`);
    if (names.whole.length > 0 && this.#chance(0.1)) lines.push(`depends_on = [${this.#pick(names.whole)}]`);
    if (this.#chance(0.1)) {
      const condition = `length(${this.#expression('strings', names, 0)}) >= length(path.module) - 99`;
      lines.push(`precondition {\n    condition = ${condition}\n    error_message = "no"\n  }`);
    }
    text.push(`output "${name}" {\n  ${lines.join('\n  ')}\n}`);
    outputs.push([name, kind]);
  }

  #literal(kind: Kind): string {
    switch (kind) {
      case 'string':
        return this.#chance(0.1) ? '"<&>\\u2028${"x"}"' : `"${this.#word()}"`;
      case 'number':
        return this.#pick(['0', '1', '42', '-3', '1.5', '1e21', '0.1', '123456789012345678', '3.0']);
      case 'bool':
        return this.#pick(['true', 'false']);
      case 'strings':
        return this.#pick(['[]', `["${this.#word()}"]`, `["${this.#word()}", "${this.#word()}", "z"]`]);
      case 'numbers':
        return this.#pick(['[]', '[1]', '[3, 2.50, 1]']);
      case 'map':
        return this.#pick(['{}', `{ k = "${this.#word()}" }`, `{ b = "1", a = "${this.#word()}", "x y" = "2" }`]);
      case 'object':
        return this.#pick([`{ name = "${this.#word()}" }`, `{ name = "n", size = 7, on = true }`]);
      case 'objects':
        return this.#pick([
          '[]',
          `[{ name = "${this.#word()}" }]`,
          `[{ name = "x", size = 1 }, { name = "y", size = null }]`,
        ]);
    }
  }

  #expression(kind: Kind, names: Names, depth: number): string {
    const known = names.byKind.get(kind) ?? [];
    if (known.length > 0 && this.#chance(0.45)) return this.#pick(known);
    if (depth <= 0 || this.#chance(0.25)) return this.#literal(kind);
    const inner = (of: Kind) => this.#expression(of, names, depth - 1);
    if (this.#chance(0.12)) return `${inner('bool')} == true ? ${inner(kind)} : ${inner(kind)}`;
    if (this.#chance(0.04)) return `sensitive(${inner(kind)})`;
    if (this.#chance(0.03)) return `nonsensitive(sensitive(${this.#literal(kind)}))`;
    if (this.#chance(0.05)) return `try(${inner(kind)}, ${inner(kind)})`;
    if (this.#chance(0.03)) return `(${inner(kind)})`;
    switch (kind) {
      case 'string':
        return this.#pick([
          () => `"pre-\${${inner('string')}}-post"`,
          () => `"\${${inner('string')}}"`,
          () => `upper(${inner('string')})`,
          () => `join(",", ${inner('strings')})`,
          () => `format("%s-%d", ${inner('string')}, 3)`,
          () => `"%{ if ${inner('bool')} }yes%{ else }no \${${inner('string')}}%{ endif }"`,
          () => `jsonencode(${inner(this.#pick(KINDS))})`,
          () => `lookup(${inner('map')}, "k", "none")`,
          () => `coalesce(${inner('string')}, "last")`,
          () => `element(concat(${inner('strings')}, ["end"]), 0)`,
          () => `tostring(${inner('number')})`,
          () => `replace(${inner('string')}, "a", "<")`,
          () => `base64encode(${inner('string')})`,
          () => `({ a = ${inner('string')}, b = 1 }).a`,
          () => `[for s in ${inner('strings')} : s if s != ""] == [] ? "none" : "some"`,
          () => `"%{ for s in ${inner('strings')} ~}\n\${s};\n%{ endfor ~}"`,
        ])();
      case 'number':
        return this.#pick([
          () => `${inner('number')} + 1`,
          () => `length(${inner('strings')})`,
          () => `max(${inner('number')}, 2)`,
          () => `-(${inner('number')})`,
          () => `sum([${inner('number')}, 4])`,
          () => `(${inner('number')} * 2) / 3`,
          () => `floor(${inner('number')})`,
          () => `length(${inner('map')})`,
        ])();
      case 'bool':
        return this.#pick([
          () => `!(${inner('bool')})`,
          () => `${inner('bool')} && ${inner('bool')}`,
          () => `(${inner('number')}) > 2`,
          () => `contains(${inner('strings')}, "z")`,
          () => `(${inner('string')}) == (${inner('string')})`,
          () => `can(${inner('map')}.nokey)`,
          () => `alltrue([${inner('bool')}])`,
        ])();
      case 'strings':
        return this.#pick([
          () => `[${inner('string')}, ${inner('string')}]`,
          () => `concat(${inner('strings')}, [${inner('string')}])`,
          () => `[for s in ${inner('strings')} : "\${s}!"]`,
          () => `keys(${inner('map')})`,
          () => `sort(${inner('strings')})`,
          () => `distinct(${inner('strings')})`,
          () => `split("-", ${inner('string')})`,
          () => `tolist(toset(${inner('strings')}))`,
          () => `${inner('objects')}[*].name`.replace(/^\[/, 'tolist([').replace(/\]\[\*\]/, '])[*]'),
          () => `[for o in ${inner('objects')} : o.name]`,
          () => `compact(${inner('strings')})`,
          () => `slice(concat(["a", "b"], ${inner('strings')}), 0, 2)`,
        ])();
      case 'numbers':
        return this.#pick([
          () => `[${inner('number')}]`,
          () => `range(${this.#below(4)})`,
          () => `[for i, s in ${inner('strings')} : i]`,
          () => `concat(${inner('numbers')}, [9])`,
          () => `tolist([${inner('number')}, ${inner('number')}])`,
        ])();
      case 'map':
        return this.#pick([
          () => `{ k = ${inner('string')}, "\${"d"}yn" = ${inner('string')} }`,
          () => `merge(${inner('map')}, { z = ${inner('string')} })`,
          () => `{ for i, s in ${inner('strings')} : "k\${i}" => s }`,
          () => `{ for k, v in ${inner('map')} : upper(k) => v }`,
          () => `tomap({ t = ${inner('string')} })`,
          () => `zipmap(["p", "q"], [${inner('string')}, ${inner('string')}])`,
          () => `{ (${this.#chance(0.7) ? '"c"' : inner('string')}) = ${inner('string')} }`,
        ])();
      case 'object':
        return this.#pick([
          () => `{ name = ${inner('string')}, size = ${inner('number')} }`,
          () => `{ name = ${inner('string')}, size = ${inner('number')}, on = ${inner('bool')} }`,
          () => `merge({ name = ${inner('string')} }, { size = ${inner('number')} })`,
        ])();
      case 'objects':
        return this.#pick([
          () => `[${inner('object')}, ${inner('object')}]`,
          () => `[for s in ${inner('strings')} : { name = s, size = length(s) }]`,
          () => `tolist([{ name = ${inner('string')}, size = ${inner('number')} }])`,
        ])();
    }
  }
}

const OTHER_STATE = `${JSON.stringify({
  version: 4,
  terraform_version: '1.11.4',
  serial: 1,
  lineage: '00000000-0000-0000-0000-000000000000',
  outputs: {
    text: { value: 'from state', type: 'string' },
    number: { value: 12, type: 'number' },
    list: { value: ['x', 'y'], type: ['list', 'string'] },
    secret: { value: 'hush', type: 'string', sensitive: true },
  },
  resources: [],
  check_results: null,
})}\n`;
