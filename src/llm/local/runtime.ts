/**
 * node-llama-cpp, which runs the models: an optional peer dependency. Looked for beside this package first, then in the
 * cache, where `terrasmith model install-runtime` puts it slim: all of its variants together are 725 MB, the one for this
 * machine is 85 MB. Loaded when a local model is first asked.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ModelError } from '../model.ts';
import { runtimeFolder, type Variables } from './folders.ts';

export const RUNTIME_VERSION = '3.22.1';

/** The part of node-llama-cpp that is used here. */
export interface LlamaModule {
  getLlama(options: {
    readonly gpu: false;
    readonly build: 'never';
    readonly skipDownload: true;
    readonly maxThreads: number;
    readonly logLevel: string;
  }): Promise<Llama>;
  readonly LlamaGrammar: new (llama: Llama, options: { grammar: string; stopGenerationTriggers: [] }) => LlamaGrammar;
  readonly LlamaGrammarEvaluationState: new (options: {
    model: LlamaModel;
    grammar: LlamaGrammar;
  }) => LlamaGrammarState;
  resolveChatWrapper(model: LlamaModel): ChatWrapper;
  readonly JinjaTemplateChatWrapper: new (options: {
    readonly template: string;
    readonly tokenizer: unknown;
    readonly trimLeadingWhitespaceInResponses: false;
  }) => ChatWrapper;
}
export interface Llama {
  loadModel(options: { readonly modelPath: string; readonly loadSignal?: AbortSignal }): Promise<LlamaModel>;
  dispose(): Promise<void>;
}
export type LlamaGrammar = { readonly grammar: string };
export type LlamaGrammarState = { clone(): LlamaGrammarState };
export interface ChatWrapper {
  generateContextState(options: { readonly chatHistory: readonly ChatItem[] }): {
    readonly contextText: { tokenize(tokenizer: unknown): number[] };
  };
}
export type ChatItem =
  | { readonly type: 'system' | 'user'; readonly text: string }
  | { readonly type: 'model'; readonly response: readonly string[] };
export interface LlamaModel {
  readonly tokenizer: unknown;
  readonly fileInfo: { readonly metadata: { readonly tokenizer?: { readonly chat_template?: string } } };
  readonly trainContextSize: number;
  detokenize(tokens: readonly number[]): string;
  createContext(options: {
    readonly contextSize: number;
    readonly threads: number;
    readonly lora?: { readonly adapters: readonly { readonly filePath: string; readonly scale?: number }[] };
  }): Promise<LlamaContext>;
}
export interface LlamaContext {
  getSequence(): LlamaSequence;
  dispose(): Promise<void>;
}
export interface LlamaSequence {
  clearHistory(): Promise<void>;
  evaluate(
    tokens: readonly number[],
    options: {
      readonly temperature: number;
      readonly topP?: number;
      readonly seed?: number;
      readonly grammarEvaluationState?: LlamaGrammarState;
    },
  ): AsyncGenerator<number, void, void>;
}

/** Prebuilt programs by Node's platform and processor. */
const BINARIES: Readonly<Record<string, string>> = {
  'linux x64': 'linux-x64',
  'linux arm64': 'linux-arm64',
  'linux arm': 'linux-armv7l',
  'darwin arm64': 'mac-arm64-metal',
  'darwin x64': 'mac-x64',
  'win32 x64': 'win-x64',
  'win32 arm64': 'win-arm64',
};

/** What npm is asked for; throws a ModelError where there is no prebuilt program for this machine. */
export function runtimePackages(platform: string = process.platform, processor: string = process.arch): string[] {
  const binary = BINARIES[`${platform} ${processor}`];
  if (binary === undefined) {
    throw new ModelError(`node-llama-cpp has no prebuilt program for ${platform} on ${processor}`, {
      retryable: false,
    });
  }
  return [`node-llama-cpp@${RUNTIME_VERSION}`, `@node-llama-cpp/${binary}@${RUNTIME_VERSION}`];
}

/** Slim: no variants for other machines, no scripts of packages. */
const NPM_OPTIONS = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];

export function installCommand(): string {
  return `npm i ${runtimePackages().join(' ')} --omit=optional --ignore-scripts`;
}

/** The module's entry, or undefined where it is not installed. */
export function findRuntime(variables?: Variables): string | undefined {
  const cached = join(runtimeFolder(variables), 'node_modules', 'node-llama-cpp', 'dist', 'index.js');
  const { resolve } = createRequire(import.meta.url);
  try {
    // Its package.json is not exported, its entry is, for import only: the folder is found by the search path.
    for (const folder of resolve.paths('node-llama-cpp') ?? []) {
      const entry = join(folder, 'node-llama-cpp', 'dist', 'index.js');
      if (existsSync(entry)) return entry;
    }
  } catch {
    // No search path here: the cache remains.
  }
  return existsSync(cached) ? cached : undefined;
}

/** Throws a ModelError that says how to install it. */
export async function loadRuntime(variables?: Variables): Promise<LlamaModule> {
  const entry = findRuntime(variables);
  if (entry === undefined) {
    throw new ModelError(
      'local models need node-llama-cpp, which is not installed: run "terrasmith model install-runtime" (85 MB, into the cache), ' +
        `or, in a project that uses terrasmith, "${installCommand()}"`,
      { retryable: false },
    );
  }
  return (await importModule(pathToFileURL(entry).href)) as LlamaModule;
}

/** A real import(): the bundled command line has none of its own, so `bin/terrasmith` leaves one here. */
const importModule = (url: string): Promise<unknown> =>
  (globalThis as { terrasmithImport?: (url: string) => Promise<unknown> }).terrasmithImport?.(url) ?? import(url);

/** Installs into the cache with npm and its settings. Throws a ModelError with npm's last words. */
export async function installRuntime(options: { readonly variables?: Variables; readonly signal?: AbortSignal } = {}) {
  const folder = runtimeFolder(options.variables);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ private: true })}\n`);
  await run('npm', ['install', '--prefix', folder, ...runtimePackages(), ...NPM_OPTIONS], options.signal);
  return folder;
}

/** Runs a program and collects what it says; throws a ModelError where it fails or is not there. */
export function run(program: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], signal });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => (said = (said + piece).slice(-4000)));
    const fail = (why: string, cause?: unknown) =>
      reject(new ModelError(`${program} ${args[0]} failed: ${why}`, { retryable: true, cause }));
    child.on('error', (error) => fail(error.message, error));
    child.on('close', (code) => (code === 0 ? resolve(said) : fail(said.trim().split('\n').slice(-5).join('\n'))));
  });
}
