// Prints the style sheet that a plotly.js bundle would inject into a page.
//
// Usage: node plotly_styles.mjs path/to/plotly-basic.min.js > plotly.css
//
// Under the site's content policy the bundle may not inject its styles, so they are served as a
// file of our own. plotly.js inserts them while it loads, one rule after the other; this script
// loads the bundle in a bare stand-in for a page, records each rule, and prints them in the order
// in which they would stand in the sheet. It fails if the bundle has inserted none.

import fs from "node:fs";
import vm from "node:vm";

const STYLE_ID = "plotly.js-style-global";

/** An object that accepts any property, call or construction, and hands out more of the same. */
function standIn(known = {}) {
  const target = function () {};
  return new Proxy(target, {
    get(_, name) {
      if (name in known) return known[name];
      if (name === Symbol.toPrimitive) return () => "";
      if (name === Symbol.iterator) return [][Symbol.iterator];
      if (name === "length") return 0;
      return standIn();
    },
    set(_, name, value) {
      known[name] = value;
      return true;
    },
    apply: () => standIn(),
    construct: () => standIn(),
  });
}

/** Runs the bundle and returns the rules it inserted, first rule of the sheet first. */
function rulesInsertedBy(bundle) {
  const rules = [];
  const sheet = {
    insertRule(text, position = 0) {
      rules.splice(position, 0, text);
      return position;
    },
  };
  let styleElement = null;
  const document = standIn({
    getElementById: (id) => (id === STYLE_ID ? styleElement : null),
    createElement: (name) => {
      if (name !== "style") return standIn();
      const attributes = {};
      return {
        sheet,
        appendChild() {},
        setAttribute(attribute, value) {
          attributes[attribute] = value;
          if (attribute === "id" && value === STYLE_ID) styleElement = this;
        },
        matches: () => false,
      };
    },
    createTextNode: () => standIn(),
  });
  const page = { document, navigator: { userAgent: "" }, console, setTimeout, clearTimeout, URL };
  page.window = page.self = page.globalThis = page;
  page.addEventListener = page.removeEventListener = () => {};
  page.DOMParser = page.Element = page.HTMLElement = standIn();
  vm.runInNewContext(bundle, page);
  return rules;
}

const file = process.argv[2];
const bundle = fs.readFileSync(file, "utf8");
let rules = [];
try {
  rules = rulesInsertedBy(bundle);
} catch (error) {
  // Not the error itself: it would print the line at fault, which is the whole bundle.
  console.error(`${file} does not load in the stand-in page: ${error.message}`);
  process.exit(1);
}
if (rules.length === 0) {
  console.error(`${file} has inserted no style rules: has plotly.js changed how it does so?`);
  process.exit(1);
}
const [version] = bundle.match(/v\d+\.\d+\.\d+/) ?? ["of unknown version"];
console.log(`/* The styles of plotly.js ${version}, read from its bundle by scripts/plotly_styles.mjs. */`);
console.log(rules.join("\n"));
