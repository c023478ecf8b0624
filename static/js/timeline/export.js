// The charts of the page as one picture that can go alone: with title, legend, sources, licence, date and address.
//
// The charts are drawn once more by the library, dark on white, whatever the page looks like; all around them is
// written here. The legend is that of the page.

import { drawAll } from "./chart.js";
import { escaped, flow, font, GLYPH, lineHeight, text, wrap } from "./lettering.js";

const [WIDTH, LEAST_HEIGHT, MARGIN] = [1200, 675, 40];
const INNER = WIDTH - 2 * MARGIN;
// Twice as fine as a screen of old: sharp on paper too.
const PIXELS = 2;
const [ONE_CHART, LEAST_CHART, EACH_CHART, GAP] = [460, 320, 240, 24];
const [INK, SOFT, LINE] = ["#1b1d20", "#595e65", "#dedbd5"];
const TITLE = font(26, { bold: true });
const SMALL_TITLE = font(15, { bold: true });
const BODY = font(14);
const SMALL = font(12.5);

/** A file of the kind png or svg. `facts` are title, parties, licence, day and address. */
export async function pictureOf(kind, facts) {
  await drawAll();
  const source = await compose(facts);
  const file = new Blob([source], { type: "image/svg+xml;charset=utf-8" });
  return kind === "svg" ? file : rastered(file, Number(source.match(/ height="(\d+)"/)[1]));
}

async function compose(facts) {
  const head = wrap(facts.title, TITLE, INNER);
  const legend = flow(legendOf(document.querySelector(".chart")), BODY, INNER);
  const foot = footOf(facts).flatMap((sentence) => wrap(sentence, SMALL, INNER));
  const top = MARGIN + head.length * lineHeight(TITLE) + legend.height + GAP;
  const bottom = GAP / 2 + foot.length * lineHeight(SMALL) + MARGIN;
  const charts = await chartsIn(Math.max(LEAST_HEIGHT - top - bottom, LEAST_CHART));
  const height = Math.ceil(top + charts.height + bottom);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">`,
    `<title>${escaped(facts.title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    text(head, TITLE, MARGIN, MARGIN, INK),
    legend.draw(MARGIN, MARGIN + head.length * lineHeight(TITLE) + 6, INK),
    charts.draw(MARGIN, top),
    text(foot, SMALL, MARGIN, height - bottom + GAP / 2, SOFT),
    "</svg>",
  ].join("\n");
}

/** What stands under the charts: remarks, events, and whose figures these are. */
function footOf({ parties, licence, day, address }) {
  const remarks = document.querySelector(".chart figcaption")?.textContent.replace(/\s+/g, " ").trim();
  const events = [...document.querySelectorAll(".events > li")].map((event) => `(${event.value}) ${event.textContent.trim()}`);
  const words = document.querySelector(".share").dataset;
  return [
    remarks,
    events.length ? `${words.events}: ${events.join("; ")}.` : "",
    `${words.sources}: ${parties}. ${licence}`,
    `${words.site}, ${day}: ${address}`,
  ].filter(Boolean);
}

// --- the legend ---

/** The page's legend as {glyph, words, bold, begins}: parties with their measures, then what the marks mean. */
function legendOf(chart) {
  const parties = [...chart.querySelectorAll(".legend .speakers > li")].flatMap((party) => {
    const name = { ...entry(party.querySelector("b")), bold: true, begins: true };
    return [name, ...[...party.querySelectorAll("ul > li")].map(entry)];
  });
  const meanings = [...chart.querySelectorAll(".meanings > li")].map(entry);
  if (meanings.length) meanings[0].begins = true;
  return [...parties, ...meanings];
}

function entry(element) {
  return { glyph: glyphOf(element.querySelector("svg")), words: wordsOf(element) };
}

/** The text of an element, with a comma before what its page sets off by the layout: since when a number stands. */
function wordsOf(element) {
  const since = element.querySelector("a + small");
  const words = element.textContent.replace(/\s+/g, " ").trim();
  const last = since?.textContent.trim();
  return last && words.endsWith(last) ? `${words.slice(0, -last.length).replace(/[,\s]+$/, "")}, ${last}` : words;
}

/** A mark of the page's legend as SVG that stands alone, as wide as a sample there and 20 pixels high. */
function glyphOf(svg) {
  if (!svg) return "";
  const copy = svg.cloneNode(true);
  for (const use of copy.querySelectorAll("use")) {
    const shape = document.querySelector(use.getAttribute("href")).cloneNode(true);
    shape.removeAttribute("id");
    const [x, y] = [inPixels(use.getAttribute("x"), GLYPH.width), inPixels(use.getAttribute("y"), GLYPH.height)];
    shape.setAttribute("transform", `translate(${x} ${y})`);
    use.replaceWith(shape);
  }
  for (const line of copy.querySelectorAll("line")) {
    for (const name of ["x1", "x2"]) line.setAttribute(name, inPixels(line.getAttribute(name), GLYPH.width));
    for (const name of ["y1", "y2"]) line.setAttribute(name, inPixels(line.getAttribute(name), GLYPH.height));
  }
  const shapes = [...copy.childNodes].map((node) => new XMLSerializer().serializeToString(node)).join("");
  const colour = svg.getAttribute("color") ?? INK;
  return `<g color="${colour}" stroke="currentColor" stroke-width="2" fill="none">${shapes}</g>`;
}

function inPixels(place, whole) {
  return place?.endsWith("%") ? (parseFloat(place) / 100) * whole : Number(place ?? 0);
}

// --- the charts ---

/** All charts, side by side where there are several: {height, draw(left, top)}. */
async function chartsIn(room) {
  const plots = [...document.querySelectorAll(".chart .plot[data-chart]")];
  if (!plots.length || plots.some((plot) => !plot.dataset.drawn)) throw new Error("There is no chart to take a picture of.");
  const columns = plots.length < 2 ? 1 : plots.length < 5 ? 2 : 3;
  const width = (INNER - (columns - 1) * GAP) / columns;
  const height = columns === 1 ? Math.min(room, ONE_CHART) : EACH_CHART;
  const heads = plots.map((plot) => headOf(plot, width));
  const headHeight = Math.max(...heads.map((head) => head.height));
  const drawings = [];
  for (const plot of plots) drawings.push(await drawn(plot, width, height));
  const step = headHeight + height + GAP;
  return {
    height: Math.ceil(plots.length / columns) * step - GAP,
    draw: (left, top) =>
      drawings
        .map((drawing, at) => {
          const [x, y] = [left + (at % columns) * (width + GAP), top + Math.floor(at / columns) * step];
          return heads[at].draw(x, y) + drawing.replace("<svg ", `<svg x="${x}" y="${y + headHeight}" `);
        })
        .join("\n"),
  };
}

/** What stands over one of several charts: its title and who is in it. Over a single one, nothing. */
function headOf(plot, width) {
  const panel = plot.closest(".small");
  if (!panel) return { height: 0, draw: () => "" };
  const title = wrap(panel.querySelector("h2").textContent, SMALL_TITLE, width);
  const speakers = [...panel.querySelectorAll(".speakers > li")].map((party) => ({ ...entry(party), begins: true }));
  const legend = flow(speakers, SMALL, width);
  const below = title.length * lineHeight(SMALL_TITLE);
  return {
    height: below + legend.height,
    draw: (x, y) => text(title, SMALL_TITLE, x, y, INK) + legend.draw(x, y + below, INK),
  };
}

function drawn(plot, width, height) {
  const { data, layout } = plot.querySelector(".canvas");
  const axis = { color: SOFT, gridcolor: LINE, linecolor: LINE, tickcolor: LINE };
  const figure = {
    data,
    layout: {
      ...layout,
      width,
      height,
      autosize: false,
      paper_bgcolor: "#fff",
      plot_bgcolor: "#fff",
      font: { family: "Arial, sans-serif", size: 13, color: INK },
      xaxis: { ...layout.xaxis, ...axis },
      yaxis: { ...layout.yaxis, ...axis },
    },
  };
  return Plotly.toImage(figure, { format: "svg", width, height, imageDataOnly: true });
}

/** The picture in pixels. */
async function rastered(file, height) {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH * PIXELS, height: height * PIXELS });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture is too large."))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
