import type { Task } from '../llm/index.ts';

/** Texts by path relative to the configuration's folder. */
export type Files = Readonly<Record<string, string>>;

/** What an agent is asked to do. */
export interface Assignment {
  readonly id: string;
  /** What is wanted, in words. */
  readonly prompt: string;
  /** The configuration as it is now, where one is to be changed. */
  readonly base?: Files;
  /** Further sentences for the model, such as the outputs that must be declared. */
  readonly requirements?: readonly string[];
  /** The provider that the resources are of, such as `aws`, where it is known. */
  readonly provider?: string;
  /** What recorded and reference answers are looked up by. */
  readonly task?: Task;
}
