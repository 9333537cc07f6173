/** Counts and durations in Prometheus' text form. */
export interface Metrics {
  count(name: CounterName, labels: string, by?: number): void;
  /** Seconds. */
  observe(name: HistogramName, seconds: number): void;
  /** `gauges` are read at the moment of the report. */
  text(gauges: Readonly<Record<string, { readonly help: string; readonly value: number }>>): string;
}

const COUNTERS = {
  terrasmith_requests_total: 'Requests answered, by route and status.',
  terrasmith_items_total: 'Items judged, by kind and outcome.',
  terrasmith_refused_total: 'Requests refused, by reason.',
} as const;
type CounterName = keyof typeof COUNTERS;

const HISTOGRAMS = {
  terrasmith_request_seconds: 'Time from a request to its answer.',
  terrasmith_item_seconds: 'Time that a worker took for one item.',
  terrasmith_queue_seconds: 'Time that one item waited for a worker.',
} as const;
type HistogramName = keyof typeof HISTOGRAMS;

const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

interface Histogram {
  readonly counts: number[];
  sum: number;
  total: number;
}

export function createMetrics(): Metrics {
  const counters = new Map<CounterName, Map<string, number>>();
  const histograms = new Map<HistogramName, Histogram>();
  return {
    count(name, labels, by = 1) {
      const values = counters.get(name) ?? new Map<string, number>();
      counters.set(name, values);
      values.set(labels, (values.get(labels) ?? 0) + by);
    },
    observe(name, seconds) {
      const histogram = histograms.get(name) ?? { counts: BUCKETS.map(() => 0), sum: 0, total: 0 };
      histograms.set(name, histogram);
      const bucket = BUCKETS.findIndex((bound) => seconds <= bound);
      if (bucket >= 0) histogram.counts[bucket] = (histogram.counts[bucket] as number) + 1;
      histogram.sum += seconds;
      histogram.total++;
    },
    text: (gauges) =>
      [
        ...[...counters].flatMap(([name, values]) => [
          ...header(name, COUNTERS[name], 'counter'),
          ...[...values].map(([labels, value]) => `${name}{${labels}} ${value}`),
        ]),
        ...[...histograms].flatMap(([name, histogram]) => [
          ...header(name, HISTOGRAMS[name], 'histogram'),
          ...histogramLines(name, histogram),
        ]),
        ...Object.entries(gauges).flatMap(([name, { help, value }]) => [
          ...header(name, help, 'gauge'),
          `${name} ${value}`,
        ]),
        '',
      ].join('\n'),
  };
}

function header(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function histogramLines(name: string, { counts, sum, total }: Histogram): string[] {
  let below = 0;
  return [
    ...BUCKETS.map((bound, index) => {
      below += counts[index] as number;
      return `${name}_bucket{le="${bound}"} ${below}`;
    }),
    `${name}_bucket{le="+Inf"} ${total}`,
    `${name}_sum ${sum}`,
    `${name}_count ${total}`,
  ];
}
