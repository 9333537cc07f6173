/** Modules of a repository: every folder that holds Terraform, with the folders that it calls and the texts that it reads. */
import { posix } from 'node:path';
import type { Files } from '../../pairs/pair.ts';
import type { Repository } from '../source/repository.ts';

export interface RealModule {
  readonly repository: string;
  /** Inside of the repository; empty for its root. */
  readonly path: string;
  /** The files of the folder, of local modules below it, and of texts that functions read, by path from the folder. */
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
  const seen = new Set<string>();
  const take = (path: string): string => {
    const text = repository.read(path);
    if (text !== undefined) files[relativeTo(root, path)] = text;
    return text ?? '';
  };
  const visit = (folder: string) => {
    if (seen.has(folder)) return;
    seen.add(folder);
    const text = (folders.get(folder) ?? []).map(take).join('\n');
    for (const source of moduleSourcesIn(text)) {
      const called = isLocal(source) ? join(folder, source) : undefined;
      if (called !== undefined && isBelow(root, called) && folders.has(called)) visit(called);
      else foreignModules.push(source);
    }
    for (const path of pathsReadIn(text)) {
      const target = join(folder, path);
      if (isBelow(root, target) && repository.paths.includes(target)) take(target);
    }
  };
  visit(root);
  return { files, foreignModules };
}

const join = (folder: string, path: string) => posix.normalize(posix.join(folder, path)).replace(/\/$/, '');
const isLocal = (source: string) => source.startsWith('./') || source.startsWith('../');
const isBelow = (root: string, path: string) =>
  !path.startsWith('../') && path !== '..' && (root === '' || path.startsWith(`${root}/`));
const relativeTo = (root: string, path: string) => (root === '' ? path : path.slice(root.length + 1));

function moduleSourcesIn(text: string): string[] {
  return [...text.matchAll(/^module\s+"[^"]*"\s*\{([\s\S]*?)^\}/gm)].flatMap(
    ([, body = '']) => /^\s*source\s*=\s*"([^"]*)"/m.exec(body)?.[1] ?? [],
  );
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
