// Set into every page that is measured, before anything of its own: notes when things were painted.
// Times are milliseconds since the navigation began.

(() => {
  const LONGEST = 60_000;
  const seen = { pictureInView: null, shift: 0, shifts: [], redrawn };
  const waitingFor = new Map();

  // The message comes round when the frame that is now being made has been painted.
  function afterThisFrame(then) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  }

  function withinAMinute(what, start) {
    const promise = new Promise((done, failed) => {
      start(done);
      setTimeout(() => failed(new Error(`Not within a minute: ${what}.`)), LONGEST);
    });
    promise.catch(() => {}); // whoever awaits it hears of it
    return promise;
  }

  function painted(name, find) {
    return withinAMinute(`${name} painted`, (done) => waitingFor.set(name, { find, done }));
  }

  // Called before each frame is painted.
  function look() {
    for (const [name, { find, done }] of waitingFor) {
      const element = find();
      if (!element) continue;
      waitingFor.delete(name);
      if (name === "picture") seen.pictureInView = shareInView(element.getBoundingClientRect());
      afterThisFrame(() => {
        performance.mark(`bench: ${name} painted`);
        done(performance.now());
      });
    }
    if (waitingFor.size) requestAnimationFrame(look);
  }

  function shareInView({ top, bottom, height }) {
    return Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0)) / height;
  }

  function withBox(selector) {
    return [...document.querySelectorAll(selector)].find((element) => element.getBoundingClientRect().height > 0);
  }

  // The page says when it has redrawn its chart; the new one is there when the next frame is painted.
  let heard = () => {};
  const measure = performance.measure.bind(performance);
  performance.measure = (name, ...rest) => {
    const entry = measure(name, ...rest);
    if (name === "timeline redrawn") requestAnimationFrame(() => afterThisFrame(() => heard(performance.now())));
    return entry;
  };

  // From now until the chart's next change is painted: milliseconds from the arrival of the last answer it needed.
  async function redrawn() {
    const asked = performance.now();
    const end = await withinAMinute("chart redrawn", (done) => (heard = done));
    const answers = performance.getEntriesByType("resource").map(({ responseEnd }) => responseEnd);
    const answered = answers.filter((time) => time > asked && time < end);
    if (!answered.length) throw new Error("The chart was redrawn without an answer.");
    return end - Math.max(...answered);
  }

  function described({ node, previousRect: from, currentRect: to }) {
    const name = node?.className?.baseVal ?? node?.className ?? "";
    return `${node?.nodeName.toLowerCase()}.${name} from ${from.y} to ${to.y}, height ${from.height} to ${to.height}`;
  }

  seen.firstText = withinAMinute("text painted", (done) =>
    new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntriesByName("first-contentful-paint")) done(startTime);
    }).observe({ type: "paint", buffered: true }),
  );
  seen.picture = painted("picture", () => withBox(".plot .picture svg"));
  seen.drawn = painted("drawn", () => document.querySelector(".plot[data-drawn]"));
  requestAnimationFrame(look);
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (hadRecentInput) continue;
      seen.shift += value;
      seen.shifts.push(`${value.toFixed(4)}: ${sources.map(described).join("; ")}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
  window.seenByBench = seen;
})();
