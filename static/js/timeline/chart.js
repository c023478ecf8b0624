// Draws the charts of a page: each when it comes near the view, in the colours of the page, light or dark.
//
// A chart is a .plot with data-chart (the address of its data), data-record (that of a record, SLUG standing for its
// name) and data-failed (a sentence). In it are .picture, which stands there until the chart is drawn, and .canvas.
// The library, its style sheet and the data are fetched at once, and only when a chart is to be drawn.
//
// Asked by the reader for other days, a .plot sends "chart:days" with {from, to}, both null for all days.

const DAY = 86_400_000;
// In milliseconds: until an answer is given up, and until a picture of what is asked for replaces an older drawing.
const PATIENCE = 20_000;
const HASTE = 250;
// How far from the view a chart is drawn, in pixels.
const NEAR = 300;
const NUMBERS = { u1: Uint8Array, u2: Uint16Array, i2: Int16Array, i4: Int32Array, f8: Float64Array };
const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "Enter", "Escape"];

// Each drawn .plot, with its address, its figure (data, layout), its series and its words.
const drawn = new Map();

const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      show(target);
    }
  },
  { rootMargin: `${NEAR}px` },
);

function isNear(plot) {
  const { top, bottom } = plot.getBoundingClientRect();
  return bottom > -NEAR && top < innerHeight + NEAR;
}

/** Bring all charts to what the page now says. `ready` may hold the answer of an address, as a promise. */
export async function refresh(ready = new Map()) {
  const plots = [...document.querySelectorAll(".plot[data-chart]")];
  const isChanged = (plot) => drawn.get(plot).address !== plot.dataset.chart;
  for (const plot of drawn.keys()) if (!plots.includes(plot) || (isChanged(plot) && !isNear(plot))) forget(plot);
  for (const plot of plots) if (!drawn.has(plot)) observer.observe(plot);
  const changed = plots.filter((plot) => drawn.has(plot) && isChanged(plot));
  await Promise.all(changed.map((plot) => show(plot, ready.get(plot.dataset.chart))));
}

/** Draw all charts, also those that are not in view yet. */
export async function drawAll() {
  const waiting = [...document.querySelectorAll(".plot[data-chart]")].filter((plot) => !drawn.has(plot));
  waiting.forEach((plot) => observer.unobserve(plot));
  await Promise.all(waiting.map((plot) => show(plot)));
}

/** The data of a chart. Refused, late or missing, it is an error. */
export async function ask(address, signal) {
  const control = new AbortController();
  const late = setTimeout(() => control.abort(), PATIENCE);
  signal?.addEventListener("abort", () => control.abort());
  try {
    const answer = await fetch(address, { signal: control.signal });
    if (!answer.ok) throw new Error(`The chart's address answered ${answer.status}.`);
    return await answer.json();
  } finally {
    clearTimeout(late);
  }
}

async function show(plot, ready) {
  const address = plot.dataset.chart;
  const late = setTimeout(() => delete plot.dataset.drawn, HASTE);
  try {
    const [answer] = await Promise.all([ready ?? ask(address), library()]);
    // Meanwhile the page may have come to ask for something else.
    if (plot.isConnected && plot.dataset.chart === address) await draw(plot, address, answer);
  } catch {
    if (plot.isConnected && plot.dataset.chart === address) fail(plot);
  } finally {
    clearTimeout(late);
  }
}

/** The picture, which shows the same, stands under a sentence. */
function fail(plot) {
  forget(plot);
  const words = plot.querySelector(".trouble") ?? document.createElement("p");
  words.className = "trouble";
  words.dataset.kept = "";
  words.setAttribute("role", "status");
  words.textContent = plot.dataset.failed;
  plot.append(words);
}

/** Its picture stands again. */
function forget(plot) {
  delete plot.dataset.drawn;
  if (!drawn.delete(plot)) return;
  Plotly.purge(plot.querySelector(".canvas"));
  pointing?.then(({ leave }) => leave(plot));
}

// --- the library ---

let loading;

function library() {
  const addressOf = (part) => document.querySelector(`meta[name="chart-${part}"]`).content;
  // By its id and class plotly.js knows this link, and puts no styles of its own into the page.
  const styles = { id: "plotly.js-style-global", className: "no-inline-styles", rel: "stylesheet" };
  loading ??= Promise.all([
    loaded("link", { ...styles, href: addressOf("styles") }),
    loaded("script", { src: addressOf("library") }),
  ]).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

function loaded(name, properties) {
  const element = Object.assign(document.createElement(name), properties);
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => {
      element.remove();
      reject(new Error("The chart library could not be fetched."));
    });
    document.head.append(element);
  });
}

// --- drawing ---

async function draw(plot, address, answer) {
  const { data, layout, series = null, words = {} } = answer;
  const isNew = !drawn.has(plot);
  pointing?.then(({ leave }) => leave(plot));
  drawn.set(plot, {
    address,
    series: unpacked(series),
    words,
    start: Date.parse(layout.meta?.start),
    figure: { data: data.map((trace) => dated(trace, layout.meta?.start)), layout },
  });
  const begun = performance.now();
  await react(plot);
  performance.measure("timeline drawn", { start: begun });
  if (isNew) listen(plot);
  plot.querySelector(".trouble")?.remove();
  plot.dataset.drawn = "yes";
}

function react(plot, changes = {}) {
  const { figure, series } = drawn.get(plot);
  const canvas = plot.querySelector(".canvas");
  const layout = { ...themed(figure.layout), annotations: roomFor(plot, figure.layout.annotations), ...changes };
  return Plotly.react(canvas, figure.data, layout, config(series));
}

/** The labels that have room, as in the picture: of events by their name, beside lines by their place. */
function roomFor({ clientWidth }, annotations = []) {
  return annotations.filter(({ name, yref }) => clientWidth >= (name === "wide" ? 560 : yref === "y" ? 320 : 0));
}

function config(series) {
  return {
    responsive: true,
    displaylogo: false,
    showTips: false,
    // The library can upload charts to its maker; nothing may leave this page.
    showSendToCloud: false,
    plotlyServerURL: "",
    // Where the page has controls of its own, those of the library would only cover the chart.
    displayModeBar: series ? false : "hover",
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
    doubleClick: series ? false : "reset+autosize",
  };
}

/** Typed arrays wherever packed ones stand. */
function unpacked(value) {
  if (!value || typeof value !== "object") return value;
  if (value.bdata !== undefined) {
    const bytes = Uint8Array.from(atob(value.bdata), (character) => character.charCodeAt(0));
    return new NUMBERS[value.dtype](bytes.buffer);
  }
  if (Array.isArray(value)) return value.map(unpacked);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, unpacked(each)]));
}

/** Days since `start` become times; without a start they are dates already. */
function dated(trace, start) {
  if (!start) return trace;
  const first = Date.parse(start);
  return { ...trace, x: Float64Array.from(unpacked(trace.x), (day) => first + day * DAY) };
}

function themed(layout) {
  // light-dark() is resolved by the browser only in a real property, so a probe reads it.
  const probe = document.createElement("span");
  document.body.append(probe);
  const [ink, soft, line, sheet] = ["--ink", "--soft", "--line", "--sheet"].map((name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  const axis = { color: soft, gridcolor: line, linecolor: line, tickcolor: line };
  return {
    ...layout,
    hoverdistance: 30,
    font: { family: getComputedStyle(document.body).fontFamily, size: 13, color: ink },
    hoverlabel: { bgcolor: sheet, bordercolor: soft, font: { color: ink, size: 14 }, align: "left" },
    xaxis: { ...layout.xaxis, ...axis },
    yaxis: { ...layout.yaxis, ...axis },
  };
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const plot of drawn.keys()) react(plot);
});

// On paper a picture made for it stands in; a chart without one is drawn anew, light and as wide as the page.
const withoutPicture = () => [...drawn.keys()].filter((plot) => !plot.querySelector(".picture svg"));

addEventListener("beforeprint", () => {
  document.documentElement.style.colorScheme = "light";
  for (const plot of withoutPicture()) react(plot, { autosize: false, width: 680 });
});

addEventListener("afterprint", () => {
  document.documentElement.style.colorScheme = "";
  for (const plot of withoutPicture()) react(plot);
});

// --- what the reader does; how it is answered is fetched when it is first needed ---

let pointing;

function hand(plot, what, event) {
  pointing ??= import("./pointing.js");
  pointing.then(
    (module) => drawn.has(plot) && module[what](plot, drawn.get(plot), event),
    () => (pointing = undefined),
  );
}

const dragButton = () => document.querySelector("[data-drag-days]");

function listen(plot) {
  const canvas = plot.querySelector(".canvas");
  canvas.on("plotly_hover", (event) => hand(plot, "over", event));
  canvas.on("plotly_unhover", () => hand(plot, "away"));
  canvas.on("plotly_click", (event) => hand(plot, "pick", event));
  const chart = () => drawn.get(plot);
  if (!chart().series) return;
  canvas.on("plotly_doubleclick", () => askForDays(plot, null, null));
  canvas.on("plotly_relayout", (changes) => {
    const [from, to] = ["xaxis.range[0]", "xaxis.range[1]"].map((name) => changes[name]?.slice(0, 10));
    if (from && to) askForDays(plot, from, to);
  });
  if (canvas.tabIndex === 0) return; // it was drawn before
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", chart().words.chart);
  canvas.addEventListener("keydown", (event) => {
    if (!KEYS.includes(event.key) || event.ctrlKey || event.altKey || event.metaKey || !drawn.has(plot)) return;
    event.preventDefault();
    hand(plot, "key", event);
  });
  canvas.addEventListener("focus", () => hand(plot, "enter"));
  canvas.addEventListener("blur", () => hand(plot, "leave"));
  for (const kind of ["pointerover", "pointerdown"])
    canvas.addEventListener(kind, ({ pointerType }) => (plot.dataset.pointer = pointerType), true);
  // A finger scrolls the page, and taps; it chooses days only when asked to. The library would keep it from both.
  const isDragging = () => dragButton()?.ariaPressed === "true";
  canvas.addEventListener("touchstart", (event) => isDragging() || event.stopPropagation(), true);
}

function askForDays(plot, from, to) {
  if (dragButton()) dragButton().ariaPressed = "false";
  const asking = new CustomEvent("chart:days", { bubbles: true, cancelable: true, detail: { from, to } });
  // A page that does not answer with new data shows all days of what it has.
  if (plot.dispatchEvent(asking) && !from) react(plot);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-drag-days]");
  if (button) button.ariaPressed = String(button.ariaPressed !== "true");
});

refresh();
