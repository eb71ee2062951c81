import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Anomaly, Measure, Metric, RunState } from '../api/types.ts';
import { darkness } from '../state/darkness.ts';
import { returns } from '../state/live.ts';
import { nowOf, run } from '../state/run.ts';
import { AlertStrips } from '../rules/alert-strips.tsx';
import { beforeNextFrame } from '../store/frame.ts';
import { Store, useStore } from '../store/store.ts';
import { change, view, type PanelView, type View } from '../state/view.ts';
import { windowChoice } from '../state/window-choice.ts';
import { anomalies } from '../truth/anomalies.ts';
import { CurveChart, rightPadding, yAxisWidth, type ChartContent } from './curve-chart.ts';
import { LastValuesTable, type LastValues } from './last-values.tsx';
import { measuresOf } from './measures.ts';
import { PanelFeed, type PanelQuery } from './panel-feed.ts';
import { PanelHeader } from './panel-header.tsx';
import { markMissed } from './theories-missed.ts';

// As many values as a panel shows without becoming a blur; a heatmap needs wider cells.
const mostValues = 240;
const mostCells = 80;

// A run that has just begun is shown as if it had this many ticks.
const fewestTicks = 12;

// The longest window of a stream.
const mostTicksOfWindow = 3600;

// An answer that comes sooner is not waited for.
const patienceMilliseconds = 300;

// Quantiles of a few observations say nothing, so they are taken over this many ticks, and seconds, at least.
const ticksOfQuantiles = 12;
const secondsOfQuantiles = 60;

/** A metric as curves. */
export function Panel({ panel, metric, index }: { panel: PanelView; metric: Metric; index: number }) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<CurveChart | null>(null);
  const feed = useRef<PanelFeed | null>(null);
  const values = useRef<LastValues | null>(null);
  const wanted = useStore(view);
  const identity = useStore(run, state => state?.identity);
  const isHidden = useStore(run, state => state?.hidden ?? false);
  const count = useStore(returns);
  const model = useStore(run, state => state && `${state.scenario} ${state.changes}`);
  const list = useStore(anomalies);
  const isDark = useStore(darkness);
  const isChoosing = useStore(windowChoice) !== null;
  const pointed = useRef<number | null>(null);
  const [trouble, setTrouble] = useState('');
  const [reason, setReason] = useState('');
  const [isMissed, setMissed] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const [awaited, setAwaited] = useState('');
  const [range] = useState(() => new Store<[from: number, to: number]>([0, 0]));
  const shown = isHidden ? { ...wanted, truth: false } : wanted;
  const measure = panel.as ?? measuresOf[metric.type][0]!;
  const relevant = useMemo(() => list.filter(anomaly => actsOn(anomaly, metric) && mayTouch(anomaly, panel.family)), [list, metric, panel.family]);

  const redraw = () => {
    const current = feed.current;
    const isEmpty = current?.table?.lines.size === 0 && panel.family.includes('{');
    setTrouble(isEmpty ? 'No series matches.' : current?.trouble ?? '');
    setWrong(isEmpty || current?.isWrong === true);
    setReason(current?.moments?.reason ?? '');
    setMissed(current?.moments?.remedy !== undefined);
    setAwaited(current === null || current.trouble ? '' : current.table === null ? 'computing…' : current.twin === null && current.isTwinWanted ? 'computing the twin…' : '');
    if (chart.current === null || !current?.table || run.value === null) return;
    const now = nowOf(run.value);
    const end = Math.min(shown.end ?? now, now);
    const interval = run.value.update_interval;
    const content: ChartContent = {
      table: current.table,
      twin: shown.twin && shown.truth ? current.twin : null,
      moments: shown.theory && shown.truth ? current.moments : null,
      anomalies: shown.truth ? relevant : [],
      // A young run fills the width, so that its first ticks can be seen.
      from: shown.end !== null ? end - shown.span : Math.max(end - shown.span, Math.min(Date.parse(run.value.start) / 1000, end - fewestTicks * interval)),
      to: end + (shown.end !== null ? 0 : isChoosing ? shown.span / 2 : shown.theory && shown.truth ? shown.span / 4 : 0),
      isHeatmap: measure === 'buckets',
    };
    chart.current.draw(content);
    range.value = [content.from, content.to];
    values.current?.show(current.table, pointed.current);
  };
  const latest = useRef(redraw);
  latest.current = redraw;
  const [redrawValues] = useState(() => () => feed.current?.table && values.current?.show(feed.current.table, pointed.current));
  const [redrawSoon] = useState(() => () => latest.current());

  useEffect(() => {
    chart.current = new CurveChart(
      host.current!,
      index => {
        if (index === pointed.current) return;
        pointed.current = index;
        beforeNextFrame(redrawValues);
      },
      (from, to) => {
        const choose = windowChoice.value;
        // In whole ticks, at least two.
        const interval = run.value!.update_interval;
        if (choose === null) change({ span: Math.max(2, Math.round((to - from) / interval)) * interval, end: Math.round(to / interval) * interval });
        else choose(from, to);
        // The charts share their selection, so all of them call this for one drag.
        queueMicrotask(() => windowChoice.value = null);
      },
      () => change({ end: null }));
    return () => chart.current!.destroy();
  }, []);

  useEffect(() => {
    if (identity === undefined) return;
    const opened = new PanelFeed(queryOf(panel.family, measure, panel.by, shown, run.value!), () => beforeNextFrame(redrawSoon));
    feed.current = opened;
    const timer = setTimeout(() => latest.current(), patienceMilliseconds);
    return () => {
      clearTimeout(timer);
      opened.close();
    };
  }, [panel.family, measure, panel.by, shown.span, shown.end, shown.twin && shown.truth, shown.theory && shown.truth && model, metric.type, identity, count]);

  useEffect(() => latest.current(), [relevant, shown.truth, isChoosing]);
  useEffect(() => chart.current?.recolor(), [isDark]);
  const isTheoryMissed = shown.theory && shown.truth && isMissed;
  useEffect(() => {
    markMissed(index, isTheoryMissed);
    return () => markMissed(index, false);
  }, [index, isTheoryMissed]);

  return (
    <figure class="panel" aria-label={`${metric.name} as ${measure}`}>
      <PanelHeader panel={panel} metric={metric} measure={measure} index={index} />
      <div class="chart" ref={host} role="img" aria-label={`A chart of ${metric.name}. The table below has its last values.`} />
      <AlertStrips metric={metric} range={range} left={yAxisWidth} right={rightPadding} />
      <p class="awaited note" role="status">{awaited}</p>
      {trouble && (
        <div class="trouble" role="alert">
          {isWrong
            ? <>The metric {metric.name} has nothing to show for <code>{panel.family}{panel.as && ` as ${panel.as}`}{panel.by && ` by ${panel.by}`}</code>. <button type="button" title={trouble} onClick={() => change({ panels: view.value.panels.map((other, i) => i === index ? { family: panel.family.split('{')[0]! } : other) })}>Show all of it</button></>
            : trouble}
        </div>
      )}
      {shown.theory && shown.truth && reason && <div class="note">No theory: {reason}.</div>}
      <LastValuesTable name={metric.name} ready={table => values.current = table} />
    </figure>
  );
}

// Whether an anomaly may touch a series that a panel shows: no label has one value in its matchers and another in those of the panel.
function mayTouch(anomaly: Anomaly, family: string): boolean {
  const equals = (matchers: string) => new Map([...matchers.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, value]) => [label!, value!]));
  const own = equals(family.includes('{') ? family.slice(family.indexOf('{')) : '');
  return [...equals(anomaly.matchers ?? '')].every(([label, value]) => !own.has(label) || own.get(label) === value);
}

function actsOn(anomaly: Anomaly, metric: Metric): boolean {
  return anomaly.metric === undefined || anomaly.metric === metric.key || anomaly.name === metric.name;
}

/** What a panel asks for. */
export function queryOf(family: string, as: Measure, by: string | undefined, shown: View, state: Omit<RunState, 'identity'>): PanelQuery {
  const interval = state.update_interval;
  const step = Math.max(1, Math.ceil(shown.span / interval / (as === 'buckets' ? mostCells : mostValues))) * interval;
  const now = nowOf(state);
  const earliest = Math.max(Date.parse(state.start) / 1000, now - state.retention);
  const to = Math.max(earliest, Math.min(shown.end ?? now, now));
  const hasTruth = shown.truth && !state.hidden;
  const from = Math.ceil(Math.max(earliest, to - shown.span) / step) * step;
  return {
    // The windows lie side by side: each value tells of the time since the one before.
    family, as, by, step, from: Math.min(from, to), to,
    window: Math.min(mostTicksOfWindow * interval, as === 'quantiles' || as === 'mean' ? Math.max(step, Math.ceil(Math.max(ticksOfQuantiles * interval, secondsOfQuantiles) / interval) * interval) : step),
    follows: shown.end === null ? shown.span : null,
    twin: shown.twin && hasTruth && as !== 'buckets',
    theory: shown.theory && hasTruth && by === undefined,
  };
}
