import { options, render } from 'preact';
import 'uplot/dist/uPlot.min.css';
import { App } from './app.tsx';
import { follow } from './state/live.ts';
import { run } from './state/run.ts';
import { view } from './state/view.ts';
import { beforeNextFrame } from './store/frame.ts';
import './styles/page.css';
import { refreshAnomalies } from './truth/anomalies.ts';

// The anomalies change with the run's changes only; what is planned further ahead comes into view as time passes.
const refreshSeconds = 60;
let seen = '';
run.subscribe(state => {
  const now = state === null ? '' : `${state.identity} ${state.changes}`;
  if (now === seen) return;
  seen = now;
  void refreshAnomalies();
});
view.subscribe(() => void refreshAnomalies());
setInterval(() => document.hidden ? undefined : void refreshAnomalies(), refreshSeconds * 1000);

// What surrounds the charts is drawn in a frame of its own too.
options.debounceRendering = beforeNextFrame;

// The simulator answers while the page is built. The head that the page comes with becomes that of the app.
void follow();
render(<App />, document.body);
