// The timeline's controls without loading the page anew: the address changes, the answer takes the page's place.
//
// The address always holds the state. A change that comes while another is answered takes its place. The form says in
// data-updated, data-refused and data-offline what is to be said then.

import { ask, refresh } from "./chart.js";

const main = document.querySelector("main");
const form = () => document.querySelector("#timeline-controls");
const pathOf = (address) => address.pathname + address.search;

// What the page shows, and whether the last address was answered.
let shown = pathOf(location);
let isAnswered = true;
let request = new AbortController();

const status = document.createElement("p");
status.className = "unseen";
status.setAttribute("role", "status");
document.body.append(status);

/** The address of what the controls say, with some parameters `changed`. The order of the table stays. */
function asked(changed = {}) {
  const parameters = new URLSearchParams();
  const halves = [...form().elements].filter(isHalf).map((field) => field.name);
  for (const [name, value] of new FormData(form())) {
    if (value && !halves.includes(name)) parameters.append(name, value);
  }
  const sort = new URLSearchParams(location.search).get("sort");
  for (const [name, value] of Object.entries({ sort, ...changed })) {
    parameters.delete(name);
    if (value) parameters.set(name, value);
  }
  return addressWith(location.pathname, parameters);
}

/** Half a date, or one of the year 202, is not yet a choice; what the address holds is one, whatever its days. */
function isHalf({ validity, value, defaultValue }) {
  return validity?.badInput || (validity?.valid === false && value !== defaultValue);
}

function addressWith(path, parameters) {
  return new URL(parameters.size ? `${path}?${parameters}` : path, location);
}

/** The answer of the chart at a page's address, where it is another than the one that is drawn. */
function askForChart(address, signal) {
  const parameters = new URLSearchParams(address.search);
  if (parameters.get("layout") === "each") return new Map();
  for (const name of ["page", "sort"]) parameters.delete(name);
  const chart = pathOf(addressWith(`${address.pathname}chart.json`, parameters));
  if (document.querySelector(".plot")?.dataset.chart === chart) return new Map();
  const answer = ask(chart, signal);
  // If the page is refused, nobody asks for it any more.
  answer.catch(() => {});
  return new Map([[chart, answer]]);
}

async function go(address, { isNew = true } = {}) {
  if (isNew && isAnswered && address.href === location.href) return;
  request.abort();
  request = new AbortController();
  const { signal } = request;
  if (isNew) history[isAnswered ? "pushState" : "replaceState"](null, "", address);
  main.ariaBusy = "true";
  status.textContent = "";
  try {
    const charts = askForChart(address, signal);
    const [answer, morphing] = await Promise.all([
      fetch(pathOf(address), { signal }),
      import("../../vendor/idiomorph.esm.js").catch(() => null),
    ]);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (signal.aborted) return;
    if (!answer.ok) return refuse([form().dataset.refused, ...sentencesOf(page)].join(" "));
    // Without the library that changes the page in place, it is loaded the plain way.
    if (!morphing) return location.reload();
    const pageArrived = performance.now();
    const chartArrived = Promise.allSettled(charts.values()).then(() => performance.now());
    take(page, morphing.Idiomorph);
    shown = pathOf(address);
    isAnswered = true;
    await refresh(charts);
    performance.measure("timeline redrawn", { start: Math.max(pageArrived, await chartArrived) });
    if (signal.aborted) return;
    status.textContent = form().dataset.updated;
    if (address.hash) document.getElementById(address.hash.slice(1))?.scrollIntoView();
  } catch {
    if (!signal.aborted) refuse(form().dataset.offline);
  } finally {
    if (request.signal === signal) main.ariaBusy = null;
  }
}

/** Put a page's content in the place of this one's: the drawn charts, open panels and the focus stay. */
function take(page, idiomorph) {
  document.title = page.title;
  describe(page);
  const focused = document.activeElement;
  const same = focused.id ? null : sameIn(page, focused);
  // The library takes elements of one id for the same; of others it may keep what then holds another link or choice.
  if (same) focused.id = same.id = "has-focus";
  idiomorph.morph(main, [...page.querySelector("main").childNodes], {
    morphStyle: "innerHTML",
    ignoreActiveValue: isHalf(document.activeElement),
    callbacks: {
      beforeNodeMorphed: (old, fresh) => {
        if (old.nodeType !== Node.ELEMENT_NODE) return true;
        if (old.matches(".picture")) old.replaceChildren(...fresh.childNodes);
        return !old.matches(".picture, .canvas");
      },
      beforeNodeRemoved: (node) => !(node.dataset && "kept" in node.dataset),
      beforeAttributeUpdated: (name, element) => !isOurs(name, element),
    },
  });
  if (!same) return;
  focused.removeAttribute("id");
  if (document.activeElement !== focused) focused.focus({ preventScroll: true });
}

/** The link or control of a page that has the name, value and words of one of this page's, or nothing. */
function sameIn(page, element) {
  const isSame = (other) => ["name", "value", "textContent"].every((key) => other[key] === element[key]);
  const alike = (root) => [...root.querySelectorAll(element.localName)].filter(isSame);
  return alike(page.querySelector("main"))[alike(main).indexOf(element)];
}

/** Say of this page what the answer says of itself, for share menus and other readers of the head. */
function describe(page) {
  const told = "meta[name='description'], meta[property], link[rel='canonical'], link[rel='alternate']";
  for (const old of document.head.querySelectorAll(told)) old.remove();
  document.head.append(...page.head.querySelectorAll(told));
}

/** Whether an attribute is a matter of this page, not of the answer. */
function isOurs(name, element) {
  return (
    (name === "open" && element.matches("details")) ||
    name === "data-drawn" ||
    name === "data-pointer" ||
    (name === "class" && element.matches(".leftward")) ||
    (name === "aria-pressed" && element.matches("[data-drag-days]"))
  );
}

/** What a page of refusal says, as sentences. */
function sentencesOf(page) {
  const found = page.querySelectorAll("main .problems li, main h1 + p");
  return [...found].map((each) => each.textContent.trim());
}

/** Say why nothing has changed. */
function refuse(words) {
  isAnswered = false;
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.textContent = words;
  document.querySelector("#timeline-trouble").replaceChildren(notice);
}

document.addEventListener("change", ({ target }) => {
  if (target.form && target.form === form() && !isHalf(target)) go(asked());
});

// Before picks.js, which readies a form for being sent.
document.addEventListener(
  "submit",
  (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    event.stopPropagation();
    go(asked());
  },
  true,
);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link?.closest("[data-live]") || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const address = new URL(link.href);
  if (address.pathname !== location.pathname) return;
  event.preventDefault();
  const { searchParams } = address;
  // A stretch of days goes with whatever has been chosen since the page was made.
  const isDays = link.closest("[data-live='days']");
  go(isDays ? asked({ from: searchParams.get("from"), to: searchParams.get("to") }) : address);
});

document.addEventListener("chart:days", (event) => {
  event.preventDefault();
  const { from, to } = event.detail;
  const address = asked({ from, to });
  if (pathOf(address) !== shown) go(address);
});

addEventListener("popstate", () => {
  if (pathOf(location) !== shown || !isAnswered) go(new URL(location.href), { isNew: false });
});

// What the buttons of the panel for sharing do is fetched when it is opened.
document.addEventListener("toggle", ({ target }) => target.matches?.("details.share") && import("./share.js"), true);

document.addEventListener("click", async ({ target }) => {
  const button = target.closest(".share [data-copy], .share [data-picture]");
  if (button) (await import("./share.js")).act(button);
});
