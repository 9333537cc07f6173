/**
 * The tree of modules below a root. Local sources are folders of the given files; modules from elsewhere are never
 * fetched: they exist only where an earlier `terraform init` left them under `.terraform/modules`.
 */
import { type Diagnostic, decodeSource, limits, type Source } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import type { Module } from './model.ts';
import type { WrittenModuleCall } from './module-call.ts';
import { type ModuleContents, moduleContents } from './module-contents.ts';
import { type FileTree, type Folders, foldersOf, moduleFiles } from './module-files.ts';
import { type InstalledModule, MANIFEST_PATH, readManifest } from './module-manifest.ts';
import { cleanPath, displaySource, type ModuleSource } from './module-source.ts';
import { caution, mistake } from './problem.ts';
import { parseConstraints, parseVersion, satisfies } from './version.ts';

export interface ModuleTree {
  readonly contents: ModuleContents;
  readonly module: Module;
  /** The call that makes this module; undefined for the root. */
  readonly call: WrittenModuleCall | undefined;
  readonly children: ReadonlyMap<string, ModuleTree>;
}

export interface TreeProblems {
  /** What `terraform init` would say while it installs modules. */
  readonly install: Diagnostic[];
  /** Of the called modules' own files. */
  readonly children: Diagnostic[];
  /** What building the tree itself says. */
  readonly tree: Diagnostic[];
}

export interface Loader {
  /** The folder's contents, read once; undefined where the folder does not exist. */
  readonly contentsOf: (folder: string) => ModuleContents | undefined;
  readonly installed: ReadonlyMap<string, InstalledModule>;
  /** Whether local folders count as installed, as after `terraform init`. */
  readonly installsLocal: boolean;
}

export function createLoader(files: FileTree, installsLocal: boolean): Loader {
  const folders: Folders = foldersOf(files);
  const contents = new Map<string, ModuleContents | undefined>();
  const manifest = files.get(MANIFEST_PATH);
  return {
    installed: manifest === undefined ? new Map() : readManifest(sourceOf(MANIFEST_PATH, manifest).text),
    installsLocal,
    contentsOf: (folder) => {
      if (contents.has(folder)) return contents.get(folder);
      const found = moduleFiles(folders, folder);
      const source = (path: string): Source => sourceOf(path, files.get(path) ?? '');
      const read = found && moduleContents(found.primary.map(source), found.override.map(source));
      contents.set(folder, read);
      return read;
    },
  };
}

function sourceOf(name: string, content: string | Uint8Array): Source {
  return typeof content === 'string' ? { name, text: content } : decodeSource(name, content);
}

export function buildTree(loader: Loader, root: ModuleContents, problems: TreeProblems): ModuleTree {
  const state: BuildState = { loader, problems, modules: 1, exhausted: false, seen: new Set() };
  return node(state, root, undefined, [], '', ['']);
}

interface BuildState {
  readonly loader: Loader;
  readonly problems: TreeProblems;
  modules: number;
  /** A module that is called twice speaks once. */
  readonly seen: Set<ModuleContents>;
  exhausted: boolean;
}

function node(
  state: BuildState,
  contents: ModuleContents,
  call: WrittenModuleCall | undefined,
  path: readonly string[],
  directory: string,
  /** Folders of this module and those above it. */
  folders: readonly string[],
): ModuleTree {
  const children = new Map<string, ModuleTree>();
  for (const name of [...contents.moduleCalls.keys()].sort()) {
    const child = childNode(
      state,
      contents.moduleCalls.get(name) as WrittenModuleCall,
      [...path, name],
      directory,
      folders,
    );
    if (child !== undefined) children.set(name, child);
  }
  const modules = new Map([...children].map(([name, child]) => [name, child.module]));
  const module: Module = { ...contents, path, directory, children: modules };
  return { contents, module, call, children };
}

function childNode(
  state: BuildState,
  call: WrittenModuleCall,
  path: readonly string[],
  parentFolder: string,
  folders: readonly string[],
): ModuleTree | undefined {
  if (!withinLimits(state, call, path)) return undefined;
  const folder = folderOf(state, call, path, parentFolder);
  if (folder === undefined) return undefined;
  if (folders.includes(folder)) {
    state.problems.install.push(
      mistake(
        'Cyclic module source',
        `The folder “${folder === '' ? '.' : folder}” calls itself, directly or through other modules, so its modules would have no end.`,
        call.sourceSpan,
      ),
    );
    return undefined;
  }
  const contents = state.loader.contentsOf(folder);
  if (contents === undefined) {
    state.problems.install.push(unreadable(state, call, folder));
    return undefined;
  }
  state.modules++;
  if (!state.seen.has(contents)) append(state.problems.children, contents.diagnostics);
  state.seen.add(contents);
  const tree = node(state, contents, call, path, folder, [...folders, folder]);
  if (contents.backend?.kind === 'backend') {
    state.problems.tree.push(
      caution(
        'Backend configuration ignored',
        'Only the root module chooses a backend; this block has no effect.',
        contents.backend.span,
      ),
    );
  }
  const firstImport = contents.imports[0];
  if (firstImport !== undefined) {
    state.problems.tree.push(
      mistake('Invalid import configuration', 'Import blocks can stand only in the root module.', firstImport.span),
    );
  }
  return tree;
}

function withinLimits(state: BuildState, call: WrittenModuleCall, path: readonly string[]): boolean {
  if (state.exhausted) return false;
  if (path.length <= limits.maxModuleDepth && state.modules < limits.maxModules) return true;
  state.exhausted = true;
  state.problems.install.push(
    mistake(
      'Too many modules',
      `The tree of modules is limited to ${limits.maxModules} modules (limit maxModules) and a depth of ${limits.maxModuleDepth} (limit maxModuleDepth).`,
      call.span,
    ),
  );
  return false;
}

function folderOf(
  state: BuildState,
  call: WrittenModuleCall,
  path: readonly string[],
  parentFolder: string,
): string | undefined {
  const { loader, problems } = state;
  const source = call.sourceAddress;
  const installed = loader.installed.get(path.join('.'));
  if (installed !== undefined) return installedFolder(installed, call, problems.tree);
  if (source === undefined) return undefined;
  if (!loader.installsLocal) {
    problems.tree.push(
      mistake('Module not installed', 'Run "terraform init" to install the modules of this configuration.', call.span),
    );
    return undefined;
  }
  if (source.kind === 'local') return joined(parentFolder, source.path);
  problems.install.push(notFetched(source, call));
  return undefined;
}

function joined(folder: string, path: string): string {
  const clean = cleanPath(folder === '' ? path : `${folder}/${path}`);
  return clean === '.' ? '' : clean;
}

function installedFolder(
  installed: InstalledModule,
  call: WrittenModuleCall,
  problems: Diagnostic[],
): string | undefined {
  const source = call.sourceAddress;
  if (source !== undefined && !sameSource(source, installed.source)) {
    problems.push(
      mistake(
        'Module source has changed',
        'The source was changed after the module was installed; run "terraform init" again.',
        call.sourceSpan,
      ),
    );
    return undefined;
  }
  if (call.version !== undefined && !versionFits(call.version.constraint, installed.version)) {
    problems.push(
      mistake(
        'Module version requirements have changed',
        'The installed version does not satisfy the constraint; run "terraform init" again.',
        call.sourceSpan,
      ),
    );
    return undefined;
  }
  return installed.folder;
}

function sameSource(source: ModuleSource, installed: string): boolean {
  const text = displaySource(source);
  return text === installed || (source.kind === 'registry' && `${source.host}/${text}` === installed);
}

function versionFits(constraint: string, installed: string | undefined): boolean {
  const constraints = parseConstraints(constraint);
  const version = installed === undefined ? undefined : parseVersion(installed);
  return version !== undefined && typeof constraints !== 'string' && satisfies(version, constraints);
}

function unreadable(state: BuildState, call: WrittenModuleCall, folder: string): Diagnostic {
  if (!state.loader.installsLocal) {
    return mistake('Module not installed', `The folder “${folder}” of this module is missing.`, call.span);
  }
  return mistake('Unreadable module directory', `There is no folder “${folder}” for module "${call.name}".`);
}

function notFetched(source: ModuleSource, call: WrittenModuleCall): Diagnostic {
  const where = `module "${call.name}" comes from ${displaySource(source)}`;
  const why = 'Modules are never downloaded here: put the module into the folder, or run "terraform init" first.';
  return source.kind === 'registry'
    ? mistake('Error accessing remote module registry', `The ${where}. ${why}`, call.span)
    : mistake('Failed to download module', `The ${where}. ${why}`, call.span);
}
