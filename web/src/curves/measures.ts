import type { Measure, Metric } from '../api/types.ts';

/** The measures of a type of metric, the usual one first. */
export const measuresOf: Record<Metric['type'], Measure[]> = {
  counter: ['rate', 'value', 'series'],
  gauge: ['value', 'series'],
  histogram: ['quantiles', 'buckets', 'mean', 'series'],
  info: ['value', 'series'],
};

/** The names of measures on the page. */
export const measureNames: Record<Measure, string> = {
  rate: 'rate', value: 'value', quantiles: 'quantiles', buckets: 'heatmap', mean: 'mean', series: 'series',
};
