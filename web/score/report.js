"use strict";

// Draws what the figures of the page come from. Instants are seconds since the judged time began.

const data = JSON.parse(document.getElementById("data").textContent);
const view = { seed: 0, from: 0, to: data.length };
const size = { width: 1100, left: 150, right: 10, top: 14, plot: 180, axis: 22, strip: 12, gap: 4 };
const colors = ["var(--signal)", "var(--other)", "var(--third)", "var(--fourth)"];
const drawing = (() => {
  const parser = document.createElement("template");
  parser.innerHTML = "<svg></svg>";
  return parser.content.firstChild.namespaceURI;
})();

// ---- Elements

function html(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(drawing, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// ---- Words

const two = number => String(number).padStart(2, "0");
const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function day(seconds) {
  const date = new Date(data.from + 1000 * seconds);
  return `${days[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

function clock(seconds, withSeconds = true) {
  const date = new Date(data.from + 1000 * seconds);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}${withSeconds ? `:${two(date.getUTCSeconds())}` : ""}`;
}

function span(seconds) {
  const whole = Math.round(Math.abs(seconds));
  const parts = [[Math.floor(whole / 3600), "h"], [Math.floor(whole / 60) % 60, "m"], [whole % 60, "s"]].filter(([number]) => number > 0);
  return (seconds < 0 ? "-" : "") + (parts.map(part => part.join("")).join("") || "0s");
}

function number(value) {
  return Number(value.toPrecision(4)).toString();
}

const outcomes = {
  detected: "detected", missed: "missed: not seen", too_short: "missed: too short for the alert", already_firing: "missed: it fired already",
  masked: "not judged: masked by another", outside: "not judged: at the edge of the judged time",
};

// ---- Data

function incidentsOf(alert) {
  const known = new Map(data.seeds[view.seed].incidents.map(incident => [incident[0], incident]));
  return alert.pictures[view.seed].incidents.map(([id, claimed, outcome, floor, detected, resolved]) => {
    const [, kind, start, end, first, last] = known.get(id);
    return { id, claimed, outcome, floor, detected, resolved, kind, start, end, first, last };
  }).sort((one, other) => one.start - other.start);
}

function levelsOf(line) {
  line.bytes ??= Uint8Array.from(atob(line.levels), character => character.charCodeAt(0));
  return line.bytes;
}

function valueOf(picture, level) {
  return picture.high === picture.low ? picture.low : picture.low + (level - 1) / 254 * (picture.high - picture.low);
}

// ---- Scales

function xOf(seconds) {
  return size.left + (seconds - view.from) / (view.to - view.from) * (size.width - size.left - size.right);
}

function niceSteps(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= rough);
  const steps = [];
  for (let i = Math.ceil(low / step); i * step <= high + step / 1e6; i++) steps.push(i * step);
  return steps;
}

function timeSteps() {
  const step = [60, 300, 900, 3600, 10800, 21600, 43200, 86400, 172800, 604800, 2592000].find(candidate => (view.to - view.from) / candidate <= 9) ?? 31536000;
  const offset = (data.from / 1000) % step;
  const steps = [];
  for (let at = Math.ceil((view.from + offset) / step) * step - offset; at <= view.to; at += step) steps.push(at);
  return steps.map(at => [at, step >= 86400 || clock(at) === "00:00:00" ? day(at) : clock(at, false)]);
}

// ---- A picture

function rangeOf(alert, picture) {
  const ends = [picture.low, picture.high];
  if (alert.threshold !== null) ends.push(alert.threshold);
  let low = Math.min(...ends), high = Math.max(...ends);
  if (low === high) [low, high] = [low - 1, high + 1];
  const margin = 0.06 * (high - low);
  return [low >= 0 && low < margin ? 0 : low - margin, high + margin];
}

function valuePath(picture, interval, line, yOf) {
  const levels = levelsOf(line);
  const width = picture.step * interval;
  const firstColumn = Math.max(0, Math.ceil((view.from - picture.first) / width));
  const endColumn = Math.min(levels.length / 2, Math.floor((view.to - picture.first) / width));
  let path = "", pixel = null, low = 0, high = 0, isBroken = true;
  const flush = () => {
    if (pixel === null) return;
    path += `${isBroken ? "M" : "L"}${pixel} ${yOf(valueOf(picture, low)).toFixed(1)}`;
    if (high !== low) path += `L${pixel} ${yOf(valueOf(picture, high)).toFixed(1)}`;
    else if (isBroken) path += "h.5";
    isBroken = false;
    pixel = null;
  };
  for (let column = firstColumn; column < endColumn; column++) {
    const [least, most] = [levels[2 * column], levels[2 * column + 1]];
    if (least === 0) {
      flush();
      isBroken = true;
      continue;
    }
    const x = Math.round(2 * xOf(picture.first + (column + (picture.step > 1 ? 0.5 : 0)) * width)) / 2;
    if (x === pixel) {
      low = Math.min(low, least);
      high = Math.max(high, most);
      continue;
    }
    flush();
    [pixel, low, high] = [x, least, most];
  }
  flush();
  return path;
}

function rect(className, from, to, y, height, least = 1) {
  const [begin, end] = [Math.max(size.left, xOf(Math.max(from, view.from))), Math.min(size.width - size.right, xOf(Math.min(to, view.to)))];
  if (to < view.from || from > view.to) return null;
  return svg("rect", { class: className, x: begin.toFixed(1), y, width: Math.max(least, end - begin).toFixed(1), height });
}

function strip(parent, className, picture, interval, runs, y) {
  let at = 0;
  for (let i = 0; i < runs.length; i += 2) {
    const begin = at + runs[i];
    at = begin + runs[i + 1];
    const bar = rect(`strip ${className}`, picture.first + begin * interval, picture.first + at * interval, y, size.strip);
    if (bar) parent.append(bar);
  }
}

function row(parent, label, title, y) {
  const text = svg("text", { x: size.left - 8, y: y + size.strip - 2, "text-anchor": "end" }, label.length > 22 ? label.slice(0, 21) + "…" : label);
  text.append(svg("title", {}, title));
  parent.append(svg("rect", { class: "track", x: size.left, y, width: size.width - size.left - size.right, height: size.strip }), text);
}

function shortLabels(labels) {
  return labels.replace(/alertname="(?:[^"\\]|\\.)*"(?:, )?/, "").replace(/, \}/, "}").replace(/^\{\}$/, "");
}

function bandOf(incident) {
  const band = rect(`band ${incident.claimed ? incident.outcome : "unclaimed"}`, incident.start, incident.end, size.top, size.plot, 3);
  if (!band) return null;
  const text = `${incident.kind}, ${day(incident.start)} ${clock(incident.start)}, ${span(incident.end - incident.start)}: `
    + (incident.claimed ? outcomes[incident.outcome] + (incident.outcome === "detected" ? ` after ${span(incident.detected - incident.start)}` : "") : "not claimed");
  band.append(svg("title", {}, text));
  band.dataset.incident = incident.id;
  band.addEventListener("click", () => zoomTo(incident));
  return band;
}

function pictureOf(alert) {
  const picture = alert.pictures[view.seed];
  const incidents = incidentsOf(alert);
  const rows = picture.strips.length + 1 + (picture.twin ? 1 : 0);
  const height = size.top + size.plot + size.axis + rows * (size.strip + size.gap);
  const root = svg("svg", { viewBox: `0 0 ${size.width} ${height}`, role: "img", "aria-label": `${alert.name}, seed ${data.seeds[view.seed].seed}` });
  const [low, high] = rangeOf(alert, picture);
  const yOf = value => size.top + size.plot * (1 - (value - low) / (high - low));
  for (const [at, label] of timeSteps()) {
    root.append(svg("line", { class: "grid", x1: xOf(at), x2: xOf(at), y1: size.top, y2: size.top + size.plot }));
    root.append(svg("text", { x: xOf(at), y: size.top + size.plot + 15, "text-anchor": xOf(at) > size.width - 40 ? "end" : "middle" }, label));
  }
  for (const step of niceSteps(low, high, 4)) root.append(svg("text", { x: size.left - 8, y: yOf(step) + 4, "text-anchor": "end" }, number(step)));
  root.append(svg("line", { class: "axis", x1: size.left, x2: size.width - size.right, y1: size.top + size.plot, y2: size.top + size.plot }));
  for (const incident of incidents) {
    const band = bandOf(incident);
    if (band) root.append(band);
  }
  if (view.to - view.from < 6 * 3600) {
    for (const incident of incidents.filter(each => each.claimed))
      for (const at of [incident.first, incident.last])
        if (at !== null && at >= view.from && at <= view.to) root.append(svg("line", { class: "evidence", x1: xOf(at), x2: xOf(at), y1: size.top + size.plot, y2: size.top + size.plot - 8 }));
  }
  picture.lines.forEach((line, i) => root.append(svg("path", { class: "value", stroke: colors[i], d: valuePath(picture, alert.interval, line, yOf) }, svg("title", {}, shortLabels(line.labels) || alert.compared))));
  if (alert.threshold !== null) {
    root.append(svg("line", { class: "threshold", x1: size.left, x2: size.width - size.right, y1: yOf(alert.threshold), y2: yOf(alert.threshold) }));
    root.append(svg("text", { x: size.width - size.right, y: yOf(alert.threshold) - 4, "text-anchor": "end" }, `${alert.operator} ${alert.limit}`));
  }
  let y = size.top + size.plot + size.axis;
  row(root, "alert fires", "when the alert fires, by what it is: a detection, false, or something else", y);
  for (const [verdict, from, to] of picture.episodes) {
    const bar = rect(`episode ${verdict}`, from, to, y, size.strip, 2);
    if (bar) root.append(fill(bar, {}, [svg("title", {}, `${verdict}: ${day(from)} ${clock(from)}, ${span(to - from)}`)]));
  }
  for (const each of picture.strips) {
    y += size.strip + size.gap;
    const labels = shortLabels(each.labels);
    row(root, labels || (each.labels ? "instance" : "all instances"), labels || each.labels, y);
    strip(root, "pending", picture, alert.interval, each.pending, y);
    strip(root, "firing", picture, alert.interval, each.firing, y);
  }
  if (picture.twin) {
    y += size.strip + size.gap;
    row(root, "without anomalies", "when it fires on the same run without anomalies", y);
    strip(root, "twin", picture, alert.interval, picture.twin, y);
  }
  return root;
}

function captionOf(alert) {
  const picture = alert.pictures[view.seed];
  const notes = [alert.operator ? alert.compared : "the value of the expression"];
  if (picture.lines.length === 1 && picture.lines[0].labels === "") notes.push("lowest and highest of all instances");
  if (picture.step > 1) notes.push(`lowest and highest of ${picture.step} evaluations (${span(picture.step * alert.interval)})`);
  if (picture.cut) notes.push(`values above ${number(picture.high)} at the upper edge`);
  if (picture.lines.length === 0) notes.push("there is none on this seed");
  if (picture.more_episodes > 0) notes.push(`${picture.more_episodes} more episodes`);
  return notes.join("; ");
}

function listOf(alert) {
  const incidents = incidentsOf(alert).filter(incident => incident.claimed);
  const missed = incidents.filter(incident => ["missed", "too_short", "already_firing"].includes(incident.outcome)).length;
  const detected = incidents.filter(incident => incident.outcome === "detected").length;
  const body = html("tbody");
  for (const incident of incidents) {
    const button = html("button", { type: "button" }, `${day(incident.start)} ${clock(incident.start)}`);
    button.addEventListener("click", () => zoomTo(incident));
    const isMissed = outcomes[incident.outcome].startsWith("missed");
    body.append(html("tr", {}, html("td", {}, button), html("td", {}, incident.kind), html("td", {}, span(incident.end - incident.start)),
      html("td", { class: `outcome ${isMissed ? "missed" : incident.outcome}` }, outcomes[incident.outcome]),
      html("td", {}, incident.detected === null ? "" : span(incident.detected - incident.start)),
      html("td", {}, html("code", {}, `--explain ${data.seeds[view.seed].seed}:${incident.id}`))));
  }
  const head = html("thead", {}, html("tr", {}, ...["Begins", "Anomaly", "Lasts", "Outcome", "Delay", "Why"].map(text => html("th", { scope: "col" }, text))));
  return html("details", {}, html("summary", {}, `${incidents.length} anomalies on this seed: ${detected} detected, ${missed} missed`), html("div", { class: "scroll" }, html("table", {}, head, body)));
}

// ---- A sweep

function sweepOf(alert) {
  const { parameter, knee, values } = alert.sweep;
  const [width, left, right, panel] = [700, 70, 20, 150];
  const known = values.map((value, i) => ({ ...value, isKnee: i === knee })).filter(value => value.recall.length && value.false_per_day.length);
  const least = 0.01;
  const most = Math.max(1, ...known.map(value => value.false_per_day[2]));
  const x = rate => left + (Math.log10(Math.max(rate, least)) - Math.log10(least)) / (Math.log10(most) - Math.log10(least)) * (width - left - right);
  const longest = Math.max(60, ...known.map(value => value.median ?? 0));
  const panels = [
    { title: "recall", top: 34, of: value => value.recall[0], low: 0, high: 1, ends: value => value.recall.slice(1), label: String },
    { title: "median delay", top: 34 + panel + 44, of: value => value.median, low: 0, high: longest, ends: () => [], label: span },
  ];
  const root = svg("svg", { viewBox: `0 0 ${width} ${2 * panel + 124}`, role: "img", "aria-label": `Trade-off of ${alert.name} by ${parameter}` });
  for (const { title, top, of, low, high, ends, label } of panels) {
    const y = value => top + panel * (1 - (value - low) / (high - low));
    root.append(svg("text", { x: left, y: top - 20 }, title));
    for (const at of [low, (low + high) / 2, high]) {
      root.append(svg("line", { class: "grid", x1: left, x2: width - right, y1: y(at), y2: y(at) }));
      root.append(svg("text", { x: left - 8, y: y(at) + 4, "text-anchor": "end" }, label(at)));
    }
    const points = known.filter(value => of(value) !== null);
    root.append(svg("path", { class: "path", d: points.map((value, i) => `${i ? "L" : "M"}${x(value.false_per_day[0])} ${y(of(value))}`).join("") }));
    let lastLabel = null;
    for (const value of points) {
      const [px, py] = [x(value.false_per_day[0]), y(of(value))];
      if (ends(value).length) root.append(svg("line", { class: "whisker", x1: px, x2: px, y1: y(ends(value)[0]), y2: y(ends(value)[1]) }));
      root.append(svg("circle", { cx: px, cy: py, r: 3.5 }, svg("title", {}, `${parameter} ${value.text}: recall ${number(value.recall[0])}, ${number(value.false_per_day[0])} false a day${value.median === null ? "" : `, ${span(value.median)}`}`)));
      if (value.isKnee) root.append(svg("circle", { class: "knee", cx: px, cy: py, r: 8 }));
      if (lastLabel && !value.isKnee && Math.hypot(px - lastLabel[0], py - lastLabel[1]) < 16) continue;
      root.append(svg("text", { x: px + 10, y: py - 6 }, value.isKnee ? `${value.text}, the knee` : value.text));
      lastLabel = [px, py];
    }
  }
  const bottom = 2 * panel + 96;
  for (const rate of [0.01, 0.1, 1, 10, 100, 1000].filter(rate => rate <= most)) root.append(svg("text", { x: x(rate), y: bottom, "text-anchor": "middle" }, rate === least ? "≤ 0.01" : String(rate)));
  root.append(svg("text", { x: (left + width - right) / 2, y: bottom + 18, "text-anchor": "middle" }, "false alarms a day"));
  return html("figure", { class: "sweep" }, html("figcaption", {}, `${parameter} against false alarms`), root);
}

// ---- The page

function draw() {
  for (const alert of data.alerts) {
    const section = document.getElementById(`alert-${alert.index}`);
    const isOpen = section.querySelector(".picture details")?.open ?? false;
    section.querySelector(".picture")?.remove();
    const root = pictureOf(alert);
    const caption = html("figcaption", {}, captionOf(alert));
    root.addEventListener("pointermove", event => { caption.textContent = valueAt(alert, root, event) ?? captionOf(alert); });
    root.addEventListener("pointerleave", () => { caption.textContent = captionOf(alert); });
    const list = listOf(alert);
    list.open = isOpen;
    const holder = html("div", { class: "picture" }, html("figure", {}, root, caption), list);
    section.insertBefore(holder, section.querySelector(".sweep"));
  }
  document.getElementById("seed").value = view.seed;
  document.getElementById("shown").textContent = view.to - view.from === data.length ? "" : `${day(view.from)} ${clock(view.from, false)} to ${day(view.to)} ${clock(view.to, false)}`;
}

function valueAt(alert, root, event) {
  const box = root.getBoundingClientRect();
  const x = (event.clientX - box.left) / box.width * size.width;
  const seconds = view.from + (x - size.left) / (size.width - size.left - size.right) * (view.to - view.from);
  const picture = alert.pictures[view.seed];
  const column = Math.floor((seconds - picture.first) / (picture.step * alert.interval));
  if (x < size.left || x > size.width - size.right || column < 0) return null;
  const values = picture.lines.map(line => {
    const [low, high] = levelsOf(line).subarray(2 * column, 2 * column + 2);
    if (!low) return null;
    const [least, most] = [number(valueOf(picture, low)), number(valueOf(picture, high))];
    return `${shortLabels(line.labels)} ${least === most ? least : `${least} to ${most}`}`.trim();
  }).filter(text => text);
  return `${day(seconds)} ${clock(seconds)}: ${values.join(", ") || "no value"}`;
}

function zoomTo(incident) {
  const length = Math.max(3600, 4 * (incident.end - incident.start));
  const middle = (incident.start + incident.end) / 2;
  view.from = Math.max(0, middle - length / 2);
  view.to = Math.min(data.length, view.from + length);
  draw();
}

function showWhole() {
  [view.from, view.to] = [0, data.length];
  draw();
}

function moveSeed(by) {
  view.seed = (view.seed + by + data.seeds.length) % data.seeds.length;
  showWhole();
}

function moveIncident(by) {
  const claimed = data.alerts.flatMap(alert => incidentsOf(alert).filter(incident => incident.claimed)).sort((one, other) => one.start - other.start);
  const isWhole = view.to - view.from === data.length;
  const middle = (view.from + view.to) / 2;
  const others = claimed.filter(incident => isWhole || by * ((incident.start + incident.end) / 2 - middle) > 60);
  const next = by > 0 ? others[0] : others.at(-1);
  if (next) zoomTo(next);
}

const actions = { ArrowLeft: () => moveSeed(-1), ArrowRight: () => moveSeed(1), n: () => moveIncident(1), p: () => moveIncident(-1), 0: showWhole, Escape: showWhole };
const buttons = { previous: actions.ArrowLeft, next: actions.ArrowRight, after: actions.n, before: actions.p, whole: showWhole };

function start() {
  if (data.seeds.length === 0) return;
  document.getElementById("seeds").hidden = false;
  const select = document.getElementById("seed");
  data.seeds.forEach(({ seed }, i) => select.append(html("option", { value: i }, seed)));
  select.addEventListener("change", () => {
    view.seed = Number(select.value);
    showWhole();
  });
  for (const [id, action] of Object.entries(buttons)) document.getElementById(id).addEventListener("click", action);
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, input, textarea")) return;
    if (!Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  });
  for (const alert of data.alerts.filter(alert => alert.sweep)) {
    const section = document.getElementById(`alert-${alert.index}`);
    section.insertBefore(sweepOf(alert), section.querySelector("details.sweep"));
  }
  draw();
}

start();
