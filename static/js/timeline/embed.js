// In a frame: tells the page around it how high the frame had best be, whenever that changes.
//
// The message is {claimedLosses: {height}}, in CSS pixels. It says nothing else, so any page may hear it.

const [LOWEST, HIGHEST] = [240, 440];
const panels = document.querySelector(".panels");
let told = 0;

function wished() {
  const others = document.body.clientHeight - panels.clientHeight;
  if (!panels.matches(".each")) return others + Math.min(Math.max(panels.clientWidth / 2, LOWEST), HIGHEST);
  const charts = document.createRange();
  charts.selectNodeContents(panels);
  return others + charts.getBoundingClientRect().height;
}

function tell() {
  const height = Math.ceil(wished());
  if (height === told) return;
  told = height;
  parent.postMessage({ claimedLosses: { height } }, "*");
}

if (parent !== window) {
  const observer = new ResizeObserver(tell);
  for (const part of [document.body, ...document.querySelectorAll("header, .frame-key, .panels, footer")]) observer.observe(part);
}

// The panel of words lies over the chart: Escape puts it away.
const reading = document.querySelector(".reading");
reading?.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  reading.open = false;
  reading.querySelector("summary").focus();
});
