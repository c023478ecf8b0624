// What is said of one spot of a chart: the words, and the card that shows them beside a ring on the spot.
//
// A place is {series, spot}: the number of a series of the chart and of a spot in it. See chart_texts.py for the texts.

const DAY = 86_400_000;
const GAP = 14;
// A chart in a frame on another page opens records beside it.
const TARGET = window.top === window ? "_self" : "_blank";

const grouped = (number) => number.replace(/\B(?=(\d{3})+$)/g, ",");

/** Grouped; a mean is rounded, to one decimal below a hundred. */
function written(number) {
  if (Number.isInteger(number)) return grouped(String(number));
  return number < 100 ? number.toFixed(1) : grouped(number.toFixed(0));
}

function changed(difference) {
  return (difference < 0 ? "−" : "+") + written(Math.abs(difference));
}

/** The text of a spot in one of the columns: its pattern, filled in. */
function text(chart, { series, spot }, name) {
  const { texts, days, stated, values, newer } = chart.series[series];
  const { patterns, at } = texts[name];
  const time = (day) => new Date(chart.start + day * DAY);
  const inWords = (day) => {
    const date = time(day);
    return `${date.getUTCDate()} ${chart.words.months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  };
  const places = {
    n: () => written(values[spot]),
    day: () => inWords(days[spot]),
    stated: () => inWords(stated[spot]),
    before: () => inWords(days[spot - 1]),
    change: () => changed(values[spot] - values[spot - 1]),
    newer: () => written(newer[spot]),
    older: () => written(newer[spot] - values[spot]),
    iso: () => time(days[spot]).toISOString().slice(0, 10),
  };
  return (patterns[at ? at[spot] : 0] ?? "").replace(/\{(\w+)\}/g, (whole, place) => places[place]?.() ?? whole);
}

/** The address of the record of a spot. */
export function recordOf(plot, chart, place) {
  return plot.dataset.record.replace("SLUG", text(chart, place, "record"));
}

export function open(address) {
  window.open(address, TARGET, TARGET === "_blank" ? "noopener" : "");
}

/** Show the card of a spot and the ring around it. Returns what it says, as one text. */
export function showCard(plot, chart, place, { withLink = false } = {}) {
  const card = partOf(plot, "spot-card");
  const say = (name) => text(chart, place, name);
  const lines = [
    ["name", chart.series[place.series].name],
    ["size", say("number")],
    ["", say("when")],
    ["", say("change")],
    ["warn", say("note")],
    ["soft", say("sources")],
  ].filter(([, words]) => words);
  card.replaceChildren(...lines.map(([kind, words]) => lineOf(kind, words)));
  if (withLink) card.append(linkTo(recordOf(plot, chart, place), chart.words.open));
  card.style.borderLeftColor = chart.series[place.series].colour;
  card.hidden = false;
  const at = pixelOf(plot, chart, place);
  const ring = partOf(plot, "spot-ring");
  ring.hidden = false;
  ring.style.transform = `translate(${at.x}px, ${at.y}px)`;
  settle(card, plot, at);
  return lines.map(([, words]) => words).join(". ");
}

export function hideCard(plot) {
  for (const part of plot.querySelectorAll(".spot-card, .spot-ring")) part.hidden = true;
}

function lineOf(kind, words) {
  const line = document.createElement("p");
  line.className = kind;
  line.textContent = words;
  return line;
}

function linkTo(address, words) {
  const link = document.createElement("a");
  return Object.assign(link, { href: address, textContent: words, target: TARGET, className: "button" });
}

/** The part of that class in the plot, made when first asked for. */
export function partOf(plot, name) {
  const found = plot.querySelector(`.${name}`);
  if (found) return found;
  const part = document.createElement("div");
  part.className = name;
  part.dataset.kept = "";
  plot.append(part);
  return part;
}

/** Where a spot stands in the plot, in pixels. */
export function pixelOf(plot, chart, { series, spot }) {
  const { xaxis, yaxis } = plot.querySelector(".canvas")._fullLayout;
  const { days, values } = chart.series[series];
  return {
    x: xaxis._offset + xaxis.c2p(chart.start + days[spot] * DAY),
    y: yaxis._offset + yaxis.c2p(values[spot]),
  };
}

/** Beside the spot, above or below it where there is no room, within the chart's box and the window. */
function settle(card, plot, at) {
  const box = plot.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = card;
  let around = box;
  // A small chart cannot hold the card: the box of all charts does.
  if (width > box.width || height > box.height) around = (plot.closest(".chart") ?? plot).getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const left = Math.max(around.left, 0) - box.left;
  const right = Math.min(around.right, clientWidth) - box.left - width;
  const top = Math.max(around.top, 0) - box.top;
  const bottom = Math.min(around.bottom, clientHeight) - box.top - height;
  const within = (value, low, high) => Math.max(Math.min(value, high), low);
  let x = at.x + GAP;
  let y = at.y - height / 2;
  if (x > right) x = at.x - GAP - width;
  if (x < left) {
    x = at.x - width / 2;
    y = at.y - GAP - height;
    if (y < top) y = at.y + GAP;
  }
  card.style.transform = `translate(${within(x, left, right)}px, ${within(y, top, bottom)}px)`;
}
