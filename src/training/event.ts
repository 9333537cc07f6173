/** What the trainer tells on its standard output, one JSON object a line; every other line is for its log. */
export type TrainerEvent =
  | { readonly event: 'loading'; readonly model: string }
  | { readonly event: 'start'; readonly step: number; readonly max_steps: number; readonly trainable: number }
  | LogEvent
  | { readonly event: 'checkpoint'; readonly step: number }
  | { readonly event: 'stopped'; readonly step: number }
  | EndEvent;

/** Metrics of TRL by their names there. */
export type LogEvent = { readonly event: 'log'; readonly step: number; readonly seconds: number } & Readonly<
  Record<string, number | string>
>;

export interface EndEvent {
  readonly event: 'end';
  readonly step: number;
  readonly seconds: number;
  /** `time` where the time limit ended the run; else empty. */
  readonly stopped: string;
  readonly max_rss_mb: number;
  /** Paths relative to the run directory, and sizes in bytes. */
  readonly written: Readonly<Record<string, string | number>>;
}

export function parseEvent(line: string): TrainerEvent | undefined {
  if (!line.startsWith('{"event":')) return undefined;
  try {
    return JSON.parse(line) as TrainerEvent;
  } catch {
    return undefined;
  }
}
