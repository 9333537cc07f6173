/** Modules of a repository: every folder that holds Terraform, with the folders that it calls and the texts that it reads. */
import { posix } from 'node:path';
import type { Files } from '../../pairs/pair.ts';
import type { Repository } from '../source/repository.ts';

export interface RealModule {
  readonly repository: string;
  /** Inside of the repository; empty for its root. */
  readonly path: string;
  /**
   * The files of the folder, of local modules, and of texts that functions read, by path from the folder. Modules that lie outside of it are
   * brought into its `modules`, and called there.
   */
  readonly files: Files;
  /** Sources of modules that are not among the files. */
  readonly foreignModules: readonly string[];
  /** Modules in the repository. */
  readonly siblings: number;
  readonly license: string | undefined;
}

export function modulesOf(repository: Repository): RealModule[] {
  const folders = new Map<string, string[]>();
  for (const path of repository.paths) {
    if (!isConfiguration(path)) continue;
    const folder = folderOf(path);
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  const withCode = [...folders].filter(([, paths]) => paths.some((path) => /\.tf(\.json)?$/.test(path)));
  const license = licenseOf(repository);
  return withCode.map(([path]) => {
    const found = filesOf(path, folders, repository);
    return { repository: repository.name, path, ...found, siblings: withCode.length, license };
  });
}

const isConfiguration = (path: string) =>
  /\.tf(\.json)?$/.test(path) || /(^|\/)(terraform\.tfvars|[^/]*\.auto\.tfvars)$/.test(path);

const folderOf = (path: string) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

type FoundFiles = Pick<RealModule, 'files' | 'foreignModules'>;

function filesOf(root: string, folders: ReadonlyMap<string, readonly string[]>, repository: Repository): FoundFiles {
  const files: Record<string, string> = {};
  const foreignModules: string[] = [];
  const places = new Map<string, string>();
  const takenFrom = (folder: string, path: string, change: (text: string) => string): string => {
    const text = repository.read(path);
    if (text !== undefined) files[join(places.get(folder) ?? '', posix.relative(folder, path))] = change(text);
    return text ?? '';
  };
  const calledBy = (folder: string, source: string): string | undefined => {
    const called = isLocal(source) ? join(folder, source) : '..';
    return folders.has(called) && called !== root ? called : undefined;
  };
  const visit = (folder: string) => {
    if (places.has(folder)) return;
    places.set(folder, isWithin(root, folder) ? posix.relative(root, folder) : freePlace(folder, places));
    const paths = folders.get(folder) ?? [];
    const sources = moduleSourcesIn(paths.map((path) => repository.read(path) ?? '').join('\n'));
    for (const source of sources) {
      const called = calledBy(folder, source);
      if (called === undefined) foreignModules.push(source);
      else visit(called);
    }
    const moved = (source: string) => places.get(calledBy(folder, source) ?? '..');
    const rewritten = (text: string) => withSources(text, places.get(folder) ?? '', moved);
    const text = paths.map((path) => takenFrom(folder, path, rewritten)).join('\n');
    for (const path of pathsReadIn(text)) {
      const target = join(folder, path);
      const stays = isWithin(folder, target) || (isWithin(root, folder) && isWithin(root, target));
      if (stays && repository.paths.includes(target)) takenFrom(folder, target, (same) => same);
    }
  };
  visit(root);
  return { files, foreignModules };
}

function freePlace(folder: string, places: ReadonlyMap<string, string>): string {
  const taken = new Set(places.values());
  const wanted = `modules/${posix.basename(folder)}`;
  let place = wanted;
  for (let number = 2; taken.has(place); number++) place = `${wanted}-${number}`;
  return place;
}

const MODULE = /^module\s+"[^"]*"\s*\{([\s\S]*?)^\}/gm;
const SOURCE = /^(\s*source\s*=\s*)"([^"]*)"/m;

/** Calls of modules that have moved; `moved` says where a source is now. */
function withSources(text: string, place: string, moved: (source: string) => string | undefined): string {
  return text.replace(MODULE, (block) =>
    block.replace(SOURCE, (line, before: string, source: string) => {
      const target = isLocal(source) ? moved(source) : undefined;
      if (target === undefined || target === join(place, source)) return line;
      const way = posix.relative(place, target);
      return `${before}"${way.startsWith('..') ? way : `./${way}`}"`;
    }),
  );
}

const join = (folder: string, path: string) => posix.normalize(posix.join(folder, path)).replace(/\/$/, '');
const isLocal = (source: string) => source.startsWith('./') || source.startsWith('../');
const isWithin = (root: string, path: string) => !/^\.\.(\/|$)/.test(posix.relative(root, path));

function moduleSourcesIn(text: string): string[] {
  return [...text.matchAll(MODULE)].flatMap(([, body = '']) => SOURCE.exec(body)?.[2] ?? []);
}

/** Names that functions on files are called with literally, and files that `archive_file` packs. */
function pathsReadIn(text: string): string[] {
  const read =
    /(?:\b(?:file\w*|templatefile)\(\s*|^\s*source_file\s*=\s*)"(?:\$\{path\.(?:module|root)\}\/)?([^"$]+)"/gm;
  return [...text.matchAll(read)].map((each) => each[1] as string);
}

const LICENSES: readonly (readonly [string, RegExp])[] = [
  ['Apache-2.0', /Apache License\s+Version 2\.0/i],
  ['MIT', /Permission is hereby granted, free of charge, to any person obtaining a copy/i],
  ['BSD', /Redistribution and use in source and binary forms/i],
  ['ISC', /Permission to use, copy, modify, and\/or distribute this software for any\s+purpose with or without fee/i],
  ['MPL-2.0', /Mozilla Public License,?\s+(Version|v\.?) ?2\.0/i],
  ['Unlicense', /This is free and unencumbered software released into the public domain/i],
  ['AGPL', /GNU AFFERO GENERAL PUBLIC LICENSE/i],
  ['LGPL', /GNU LESSER GENERAL PUBLIC LICENSE/i],
  ['GPL', /GNU GENERAL PUBLIC LICENSE/i],
];

/** Those that ask for no more than their own text to be kept. */
export const PERMISSIVE: ReadonlySet<string> = new Set(['Apache-2.0', 'MIT', 'BSD', 'ISC', 'Unlicense']);

/** By the words of the file at the repository's root. */
function licenseOf({ paths, read }: Repository): string | undefined {
  const path = paths.find((each) => /^licen[cs]e[^/]*$/i.test(each));
  const text = path === undefined ? undefined : read(path);
  return text === undefined ? undefined : (LICENSES.find(([, words]) => words.test(text))?.[0] ?? 'other');
}
