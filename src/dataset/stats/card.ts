/** A data card: the same tables and pictures as Markdown with its pictures beside it, and as one page that opens offline. */
import { binsOf, summaryOf } from './histogram.ts';
import { bars, columns, escaped } from './picture.ts';
import type { Counts, Survey } from './survey.ts';

export interface Card {
  readonly markdown: string;
  readonly html: string;
  /** By file name. */
  readonly pictures: Readonly<Record<string, string>>;
}

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Section {
  readonly title: string;
  readonly table?: Table | undefined;
  readonly pictures: Readonly<Record<string, string>>;
}

export function cardOf(name: string, survey: Survey): Card {
  const sections = sectionsOf(survey).filter(
    ({ table, pictures }) => table !== undefined || Object.keys(pictures).length > 0,
  );
  const lead = leadOf(survey);
  return {
    markdown: [frontMatter(name, survey), `# ${name}`, lead, ...sections.map(markdownOf)].join('\n\n').concat('\n'),
    html: page(name, `<p>${escaped(lead)}</p>${sections.map(htmlOf).join('')}`),
    pictures: Object.assign({}, ...sections.map(({ pictures }) => pictures)) as Record<string, string>,
  };
}

function leadOf({ rows, types, dataSources, nearDuplicates, repeatedPrompts, modes }: Survey): string {
  const kind = Object.keys(modes).length > 0 ? 'preference pairs' : 'tasks';
  const near =
    nearDuplicates === undefined ? '' : ` Near-duplicates: ${nearDuplicates} (${percent(nearDuplicates, rows)}).`;
  return (
    `${rows} ${kind} over ${Object.keys(types).length} resource types and ${Object.keys(dataSources).length} data sources. ` +
    `Prompts that stand there more than once: ${repeatedPrompts}.${near}`
  );
}

function sectionsOf(survey: Survey): Section[] {
  const { rows, splits, parts, providers, difficulties, levels, types, dataSources, modes, stages } = survey;
  return [
    { title: 'What rows have', table: countsTable('part', named(parts), rows), pictures: {} },
    { title: 'Splits', table: countsTable('split', splits, rows), pictures: {} },
    {
      title: 'Difficulty',
      table: countsTable('difficulty', difficulties, rows),
      pictures: pictureOf('difficulty.svg', "IaC-Eval's levels of the solutions", levels, inOrder),
    },
    { title: 'Lengths', table: lengthsTable(survey), pictures: lengthPictures(survey) },
    {
      title: 'Coverage',
      table: countsTable('provider', providers, rows),
      pictures: {
        ...pictureOf('types.svg', `Resource types by rows (${Object.keys(types).length} in all)`, types),
        ...pictureOf('data-sources.svg', 'Data sources by rows', dataSources),
      },
    },
    {
      title: 'Errors of the dispreferred',
      table: countsTable('first stage that fails', stages, rows),
      pictures: pictureOf('modes.svg', 'Error modes', modes, undefined, 60),
    },
  ];
}

const NAMES: Readonly<Record<string, string>> = {
  gold_solution: 'a reference solution',
  clone: 'a second implementation',
  policy: 'a policy',
  base_files: 'a configuration to change',
  expected_resources: 'expected resources',
  required_outputs: 'required outputs',
  validation_script: 'a validation script',
};
const named = (parts: Counts): Counts =>
  Object.fromEntries(Object.entries(parts).map(([part, count]) => [NAMES[part] ?? part, count]));

const inOrder = (counts: Counts) =>
  Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, count]) => ({ label, count }));

function pictureOf(
  file: string,
  title: string,
  counts: Counts,
  ordered?: (counts: Counts) => { label: string; count: number }[],
  atMost?: number,
): Record<string, string> {
  if (Object.keys(counts).length === 0) return {};
  return { [file]: ordered === undefined ? bars(title, counts, atMost) : columns(title, 'level', ordered(counts)) };
}

function countsTable(name: string, counts: Counts, rows: number): Table | undefined {
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  if (entries.length === 0) return undefined;
  return {
    header: [name, 'rows', 'share'],
    rows: entries.map(([key, count]) => [key, `${count}`, percent(count, rows)]),
  };
}

function lengthsTable({ promptWords, solutionLines, resources }: Survey): Table {
  const rows = Object.entries({
    'words of the prompt': promptWords,
    'lines of the solution': solutionLines,
    resources,
  });
  return {
    header: ['of a row', 'least', 'median', 'mean', '95 %', 'most'],
    rows: rows.flatMap(([name, values]) => {
      const summary = summaryOf(values);
      if (summary === undefined) return [];
      const { least, median, mean, p95, most } = summary;
      return [[name, ...[least, median, mean, p95, most].map(String)]];
    }),
  };
}

function lengthPictures({ promptWords, solutionLines, resources }: Survey): Record<string, string> {
  const pictures = [
    ['prompt-words.svg', 'Length of prompts', 'words', promptWords],
    ['solution-lines.svg', 'Length of solutions', 'lines that are not blank', solutionLines],
    ['resources.svg', 'Resources of a solution', 'resources', resources],
  ] as const;
  return Object.fromEntries(
    pictures.flatMap(([file, title, unit, values]) =>
      values.length === 0 ? [] : [[file, columns(title, unit, binsOf(values))]],
    ),
  );
}

function markdownOf({ title, table, pictures }: Section): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines =
    table === undefined ? [] : [line(table.header), line(table.header.map(() => '---')), ...table.rows.map(line)];
  const shown = Object.keys(pictures).map((file) => `![${file.replace('.svg', '')}](${file})`);
  return [`## ${title}`, ...(lines.length > 0 ? [lines.join('\n')] : []), ...shown].join('\n\n');
}

function htmlOf({ title, table, pictures }: Section): string {
  const row = (cells: readonly string[], tag: 'td' | 'th') =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const body =
    table === undefined
      ? ''
      : `<table>${row(table.header, 'th')}${table.rows.map((cells) => row(cells, 'td')).join('')}</table>`;
  return `<section><h2>${escaped(title)}</h2>${body}${Object.values(pictures).join('')}</section>`;
}

function page(name: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escaped(name)}</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:780px;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{padding:.2rem .9rem .2rem 0;text-align:left}td:not(:first-child),th:not(:first-child){text-align:right}svg{width:100%;height:auto;margin-bottom:1.5rem}h2{margin-top:2rem}</style></head><body><h1>${escaped(name)}</h1>${body}</body></html>\n`;
}

/** What hosts of data sets read. */
function frontMatter(name: string, { rows }: Survey): string {
  const sizes: readonly (readonly [number, string])[] = [
    [1_000, 'n<1K'],
    [10_000, '1K<n<10K'],
    [100_000, '10K<n<100K'],
    [1_000_000, '100K<n<1M'],
  ];
  const size = sizes.find(([bound]) => rows < bound)?.[1] ?? '1M<n<10M';
  const tags = ['terraform', 'hcl', 'infrastructure-as-code'].map((tag) => `  - ${tag}`);
  const lines = [
    `pretty_name: ${JSON.stringify(name)}`,
    'task_categories:',
    '  - text-generation',
    'size_categories:',
    `  - ${size}`,
  ];
  return ['---', ...lines, 'tags:', ...tags, '---'].join('\n');
}

const percent = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
