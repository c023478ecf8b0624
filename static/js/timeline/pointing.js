// Pointing at the spots of a chart: with the mouse, with a finger, and with the keyboard.
//
// chart.js calls these functions with the .plot, what is known of its chart, and the event; see card.js for places.

import { hideCard, open, partOf, pixelOf, recordOf, showCard } from "./card.js";

// The spot that the keyboard has come to in each plot, and the plots whose card stays when the pointer leaves.
const places = new WeakMap();
const held = new WeakSet();

/** The place that a point of the drawing stands for; null where it stands for none. */
function placeOf({ data, customdata, pointNumber }) {
  const { series, first = 0 } = data.meta ?? {};
  if (series === undefined) return null;
  return { series, spot: customdata ?? first + pointNumber };
}

const isTouched = (plot) => plot.dataset.pointer === "touch";

export function over(plot, chart, { points }) {
  const place = chart.series && placeOf(points[0]);
  // A finger does not hover: what the library takes for it may come after the tap.
  if (!place || isTouched(plot)) return;
  held.delete(plot);
  showCard(plot, chart, place);
  plot.classList.add("pointed");
}

export function away(plot) {
  plot.classList.remove("pointed");
  if (!held.has(plot)) hideCard(plot);
}

export function pick(plot, chart, { points, event }) {
  if (!chart.series) return open(plot.dataset.record.replace("SLUG", points[0].customdata.at(-1)));
  const place = placeOf(points[0]);
  if (!place) return;
  if (!isTouched(plot)) {
    const address = recordOf(plot, chart, place);
    return event.ctrlKey || event.metaKey ? window.open(address, "_blank", "noopener") : open(address);
  }
  // A finger first sees what it has touched.
  showCard(plot, chart, place, { withLink: true });
  held.add(plot);
  addEventListener("pointerdown", function elsewhere({ target }) {
    if (partOf(plot, "spot-card").contains(target)) return;
    removeEventListener("pointerdown", elsewhere);
    leave(plot);
  });
}

/** The card goes, and the keyboard begins anew. */
export function leave(plot) {
  held.delete(plot);
  places.delete(plot);
  plot.classList.remove("by-keyboard");
  hideCard(plot);
}

/** How to go on by keyboard, for whom has come with it. */
export function enter(plot, chart) {
  const hint = partOf(plot, "hint");
  hint.textContent = chart.words.hint;
  hint.id ||= `hint-${Math.random().toString(36).slice(2)}`;
  plot.querySelector(".canvas").setAttribute("aria-describedby", hint.id);
}

export function key(plot, chart, event) {
  if (event.key === "Escape") return leave(plot);
  const here = places.get(plot);
  if (event.key === "Enter") return here && open(recordOf(plot, chart, here));
  const there = next(plot, chart, here, event.key);
  if (!there) return;
  places.set(plot, there);
  held.add(plot);
  plot.classList.add("by-keyboard");
  const words = showCard(plot, chart, there);
  const said = partOf(plot, "said");
  said.classList.add("unseen");
  said.ariaLive = "polite";
  said.textContent = words;
}

/** Where a key leads: left and right by day, up and down to another series. */
function next(plot, chart, here, pressed) {
  const lines = chart.series.map((_, series) => inView(plot, chart, series));
  const filled = [...lines.keys()].filter((series) => lines[series].length);
  if (!filled.length) return null;
  const last = (series) => ({ series, spot: lines[series].at(-1) });
  if (!here) return pressed === "Home" ? { series: filled[0], spot: lines[filled[0]][0] } : last(filled[0]);
  const line = lines[here.series];
  const at = line.indexOf(here.spot);
  switch (pressed) {
    case "ArrowLeft":
      return { ...here, spot: line[Math.max(at - 1, 0)] };
    case "ArrowRight":
      return { ...here, spot: line[Math.min(at + 1, line.length - 1)] };
    case "Home":
      return { ...here, spot: line[0] };
    case "End":
      return last(here.series);
    default: {
      const step = pressed === "ArrowDown" ? 1 : filled.length - 1;
      const series = filled[(filled.indexOf(here.series) + step) % filled.length];
      return { series, spot: nearest(chart, lines[series], series, chart.series[here.series].days[here.spot]) };
    }
  }
}

/** The spots of a series that the chart shows, in the order of their days. */
function inView(plot, chart, series) {
  const { _offset: offset, _length: length } = plot.querySelector(".canvas")._fullLayout.xaxis;
  const { days } = chart.series[series];
  return [...days.keys()]
    .filter((spot) => {
      const { x, y } = pixelOf(plot, chart, { series, spot });
      return x >= offset && x <= offset + length && Number.isFinite(y);
    })
    .sort((a, b) => days[a] - days[b] || a - b);
}

function nearest(chart, spots, series, day) {
  const away = (spot) => Math.abs(chart.series[series].days[spot] - day);
  return spots.reduce((best, spot) => (away(spot) < away(best) ? spot : best));
}
