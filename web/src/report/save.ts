import { addressOf, get, Problem, send } from '../api/client.ts';
import { questionOf, savedId, type SavedPage } from '../api/saved.ts';
import type { Metric, RunState } from '../api/types.ts';
import { measuresOf } from '../curves/measures.ts';
import { askFor } from '../curves/panel-feed.ts';
import { queryOf } from '../curves/panel.tsx';
import { watched } from '../rules/watch.ts';
import { metricOf } from '../state/run.ts';
import { view, write } from '../state/view.ts';
import { anomalies, hasMore } from '../truth/anomalies.ts';
import { team } from '../workload/team.ts';

/** The page as one file of HTML that shows the same without a simulator. */
export async function savedPage(): Promise<{ html: string; at: string }> {
  const script = document.querySelector<HTMLScriptElement>('script[src]')!;
  const style = document.querySelector<HTMLLinkElement>('link[rel="stylesheet"]')!;
  const [page, js, css] = await Promise.all([contentOf(), textOf(script.src, script.integrity), textOf(style.href, style.integrity)]);
  const policy = `default-src 'none'; script-src '${script.integrity}'; style-src '${style.integrity}'; img-src data:; base-uri 'none'; form-action 'none'`;
  // Without a less-than sign, nothing in the data can end the element.
  const data = JSON.stringify(page).replaceAll('<', '\\u003c');
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Claude Code Metrics Simulator, saved at ${page.at}</title>
<link rel="icon" href="data:,">
<style>${css}</style>
<script type="application/json" id="${savedId}">${data}</script>
</head>
<body>
<script>${js}</script>
</body>
</html>
`;
  return { html, at: page.at };
}

async function contentOf(): Promise<SavedPage> {
  const [state, metrics] = await Promise.all([get<Omit<RunState, 'identity'>>('api/v1/run'), get<{ metrics: Metric[] }>('api/v1/metrics')]);
  const answers: Record<string, unknown> = {
    'api/v1/run': state, 'api/v1/metrics': metrics, 'api/v1/anomalies': { anomalies: anomalies.value, more: hasMore.value }, alerts: watched.value, team: team.value,
  };
  const shown = view.value;
  const keep = async (path: string, family: string, as: string, by: string | undefined, answer: Promise<unknown>) => {
    const question = questionOf(addressOf(path, [['family', family], ['as', as], ['by', by]]));
    // What has no answer in the page has none in the file.
    answers[question] = await answer.catch(error => {
      if (!(error instanceof Problem)) throw error;
      return undefined;
    });
  };
  const asked = shown.panels.flatMap(({ family, as: measure, by }) => {
    const metric = metricOf(family, metrics.metrics);
    if (metric === undefined) return [];
    const as = measure ?? measuresOf[metric.type][0]!;
    const query = queryOf(family, as, by, shown, state);
    const { from, to } = query;
    return [
      keep('api/v1/samples', family, as, by, askFor('api/v1/samples', query, from, to)),
      ...(query.twin ? [keep('api/v1/twin', family, as, by, askFor('api/v1/twin', query, from, to))] : []),
      ...(query.theory ? [keep('api/v1/moments', family, as, by, askFor('api/v1/moments', query, from, to + (query.follows ?? 0)))] : []),
    ];
  });
  await Promise.all(asked);
  if (!state.hidden) answers['api/v1/journal'] = await (await send('api/v1/journal', {})).text();
  return { at: state.at, search: write(shown), answers };
}

async function textOf(address: string, integrity: string): Promise<string> {
  const answer = await fetch(address, { integrity }).catch(() => {
    throw new Problem(0, 'The simulator does not have the files of this page any more. Load the page again.');
  });
  return answer.text();
}
