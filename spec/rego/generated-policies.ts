/** Random policies in v1 from a seed, for comparison with another engine. Most evaluate; some are meant not to. */

export interface GeneratedCase {
  readonly id: string;
  readonly modules: readonly string[];
  readonly query: string;
  readonly input: unknown;
}

export function generateCases(count: number, seed: number): GeneratedCase[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => generateCase(`generated-${seed}-${index}`, random));
}

type Random = (limit: number) => number;

function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function generateCase(id: string, random: Random): GeneratedCase {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const scalar = (): string =>
    pick([
      () => String(random(7) - 2),
      () => pick(['0.5', '1.25', '-3.75', '100000', '1e3']),
      () => JSON.stringify(pick(['', 'a', 'b', 'abc', 'a.b.c', 'Hello, World', '10', 'x/y'])),
      () => pick(['true', 'false', 'null']),
    ])();
  const list = (size: number, element: () => string) => Array.from({ length: random(size) }, element).join(', ');
  const composite = (depth: number): string =>
    depth <= 0
      ? scalar()
      : pick([
          () => scalar(),
          () => `[${list(4, () => composite(depth - 1))}]`,
          () => `{${pick(['"k"', '"a"', '"b"'])}: ${composite(depth - 1)}}`,
          () => `{${scalar()}, ${composite(depth - 1)}}`,
        ])();
  const reference = (): string =>
    pick([
      'input.numbers',
      'input.words',
      'input.object',
      'input.nested.items',
      'input.missing',
      'input.numbers[1]',
      'input.object.a',
      'input.nested.items[0].tags',
      'input.nested.items[_].name',
      'input.numbers[_]',
      'input.object[_]',
      'helper',
      'members',
      'table',
      'table["a"]',
    ]);
  const call = (depth: number): string => {
    const any = () => term(depth - 1);
    return pick([
      () => `count(${any()})`,
      () => `sum(${pick(['input.numbers', `[${list(4, () => String(random(9)))}]`, any()])})`,
      () => `max(${any()})`,
      () => `sort(${any()})`,
      () => `concat(",", ${pick(['input.words', any()])})`,
      () => `split(${any()}, ${pick(['"."', '","', '""'])})`,
      () => `upper(${any()})`,
      () => `contains(${any()}, "a")`,
      () => `startswith(${pick(['"abc"', any()])}, ${any()})`,
      () => `sprintf("%v-%d-%s", [${any()}, ${any()}, ${any()}])`,
      () => `object.get(${pick(['input.object', any()])}, ${any()}, "default")`,
      () => `array.concat(${any()}, ${any()})`,
      () => `json.marshal(${any()})`,
      () => `type_name(${any()})`,
      () => `is_string(${any()})`,
      () => `regex.match("^[a-c]+$", ${any()})`,
      () => `trim(${any()}, "a ")`,
      () => `replace(${any()}, "a", "zz")`,
      () => `substring(${any()}, ${random(3)}, ${random(4) - 1})`,
      () => `indexof(${any()}, "b")`,
      () => `abs(${any()})`,
      () => `round(${any()})`,
      () => `numbers.range(${random(4)}, ${random(6)})`,
      () => `object.union(${any()}, ${any()})`,
      () => `to_number(${any()})`,
      () => `array.slice(${any()}, ${random(3)}, ${random(5)})`,
      () => `base64.encode(${any()})`,
      () => `double(${any()})`,
    ])();
  };
  const term = (depth: number): string =>
    depth <= 0
      ? pick([scalar, reference])()
      : pick([
          () => composite(depth),
          reference,
          reference,
          () => call(depth),
          () => `${pick(['x', 'y'])}`,
          () => `(${term(depth - 1)} ${pick(['+', '-', '*', '/', '%', '|', '&'])} ${term(depth - 1)})`,
          () =>
            `[v | v := ${pick(['input.numbers', 'input.words', 'members', 'input.object'])}[_]; ${comparison('v')}]`,
          () => `{v | some v in ${pick(['input.numbers', 'input.words', 'members'])}; ${comparison('v')}}`,
          () => `{k: v | some k, v in ${pick(['input.object', 'input.words', 'input.numbers'])}}`,
        ])();
  const comparison = (left: string): string => `${left} ${pick(['==', '!=', '<', '>=', '>'])} ${scalar()}`;
  const literal = (): string =>
    pick([
      () => comparison(term(1)),
      () => `not ${pick([comparison(reference()), reference(), `contains(${reference()}, "a")`])}`,
      () => `${term(1)} in ${pick(['input.numbers', 'input.words', 'members', 'input.object'])}`,
      () => `every e in ${pick(['input.numbers', 'input.words', '[]'])} { ${comparison('e')} }`,
      () => `some i; input.numbers[i] == ${scalar()}`,
      () => `some item in input.nested.items; item.name == ${scalar()}`,
      () => `${reference()} == ${reference()} with input.numbers as [1, 2]`,
      () => call(1),
    ])();
  const body = () =>
    [
      `x := ${term(1).replaceAll(/\b[xy]\b/g, '1')}`,
      `y := ${pick(['x', scalar(), reference()])}`,
      ...Array.from({ length: random(2) }, literal),
    ].join('\n\t');
  const rules = Array.from({ length: 2 + random(3) }, (_, index) =>
    pick([
      () => `r${index} := z if {\n\t${body()}\n\tz := ${term(2)}\n}`,
      () => `r${index} contains z if {\n\t${body()}\n\tz := ${term(1)}\n}`,
      () => `r${index}[z] := y if {\n\t${body()}\n\tz := ${pick(['"a"', 'x', reference()])}\n}`,
      () => `default r${index} := false\n\nr${index} if {\n\t${body()}\n}`,
      () =>
        `r${index} := 1 if {\n\t${body()}\n} else := 2 if {\n\t${literal().replaceAll(/\b[xy]\b/g, '1')}\n} else := 3`,
    ])(),
  );
  const module = [
    'package generated',
    'helper := "abc"',
    'members contains w if some w in input.words',
    'members contains 1',
    'table["a"] := 1',
    'table[k] := v if some k, v in input.object',
    'double(n) := n * 2 if is_number(n)',
    'double(n) := concat("", [n, n]) if is_string(n)',
    ...rules,
  ].join('\n\n');
  const input = {
    numbers: Array.from({ length: 3 }, () => random(6) - 1),
    words: ['a', 'abc', pick(['b', 'a.b.c', ''])],
    object: { b: random(3), c: pick(['x', 'a']), ...(random(2) === 0 ? { d: [1, 'a'] } : {}) },
    nested: { items: [{ name: pick(['a', 'b']), tags: ['t'] }, { name: 'b' }] },
  };
  return { id, modules: [module], query: 'x = data.generated', input };
}
