/** `--queue`, for those who share a run over several machines. An address with a password is better kept in the environment. */
import { Option } from 'commander';

export interface QueueFlags {
  readonly queue?: string;
}

export const queueOption = (about: string) => new Option('--queue <postgres://…>', about).env('TERRASMITH_QUEUE');
