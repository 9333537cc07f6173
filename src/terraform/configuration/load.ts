/** From files to a configuration: every check that needs neither variable values, provider schemas nor state. */
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import type { Configuration, Module } from './model.ts';
import type { FileTree } from './module-files.ts';
import { buildTree, createLoader, type ModuleTree, type TreeProblems } from './module-tree.ts';
import { mistake } from './problem.ts';
import { validateProviders } from './provider-validation.ts';

export interface LoadOptions {
  /**
   * `local` (default): modules in sub-folders count as installed, as after `terraform init`. `none`: only those that
   * `.terraform/modules/modules.json` lists are, as for `terraform validate` in a folder that was never initialised.
   */
  readonly modules?: 'local' | 'none';
}

export interface LoadedConfiguration {
  /** Undefined where there are errors. */
  readonly configuration: Configuration | undefined;
  /** What `terraform validate` finds before it evaluates anything: the root's, and if those hold no error all others. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of the root folder's own files: syntax, blocks, duplicates, overrides. */
  readonly root: readonly Diagnostic[];
  /** Modules that could not be had. */
  readonly install: readonly Diagnostic[];
  /** The same of the modules below the root. */
  readonly children: readonly Diagnostic[];
  /** Of the tree as a whole: how providers are passed, what only a root may contain. */
  readonly tree: readonly Diagnostic[];
  /** Whatever could be read, errors or not: what `required_version` is checked on. */
  readonly modules: readonly Module[];
}

export function loadConfiguration(files: FileTree, options: LoadOptions = {}): LoadedConfiguration {
  const loader = createLoader(files, options.modules !== 'none');
  const contents = loader.contentsOf('');
  if (contents === undefined) {
    const root = [mistake('No configuration files', 'The folder holds no files.')];
    return { configuration: undefined, diagnostics: root, root, install: [], children: [], tree: [], modules: [] };
  }
  const problems: TreeProblems = { install: [], children: [], tree: [] };
  const tree = buildTree(loader, contents, problems);
  if (!contents.hasErrors) validateProviders(tree, undefined, undefined, problems.tree);
  const modules = inOrder(tree);
  const diagnostics = contents.hasErrors
    ? contents.diagnostics
    : [...contents.diagnostics, ...problems.install, ...problems.children, ...problems.tree];
  return {
    configuration: hasErrors(diagnostics) ? undefined : { root: tree.module, modules },
    diagnostics,
    root: contents.diagnostics,
    ...problems,
    modules,
  };
}

function inOrder(tree: ModuleTree): readonly Module[] {
  const modules: Module[] = [];
  const visit = (node: ModuleTree) => {
    modules.push(node.module);
    for (const child of node.children.values()) visit(child);
  };
  visit(tree);
  return modules;
}
