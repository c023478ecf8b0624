// The panel beneath a timeline: copies what stands in its fields, and downloads the chart as a picture.
//
// A button names in data-copy the field it copies, or in data-picture the kind of file. What happened is said in .told.

const panelOf = (element) => element.closest(".share");

function say(panel, what) {
  const told = panel.querySelector(".told");
  // The same words twice are only heard twice if they went away between.
  told.textContent = "";
  requestAnimationFrame(() => (told.textContent = told.dataset[what]));
}

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value);
    say(panelOf(button), "copied");
  } catch {
    // Not allowed, or not on an address without encryption: the reader's own keys can copy what is selected.
    field.focus();
    field.select();
    say(panelOf(button), "byHand");
  }
}

async function download(button) {
  const panel = panelOf(button);
  const kind = button.dataset.picture;
  button.ariaDisabled = "true";
  try {
    const { pictureOf } = await import("./export.js");
    const address = URL.createObjectURL(await pictureOf(kind, panel.dataset));
    Object.assign(document.createElement("a"), { href: address, download: `${panel.dataset.file}.${kind}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    say(panel, "saved");
  } catch {
    say(panel, "failed");
  } finally {
    button.ariaDisabled = null;
  }
}

/** Do what a button is there for. */
export function act(button) {
  if (button.ariaDisabled === "true") return;
  if (button.dataset.copy) copy(button);
  else download(button);
}

// A field that is entered is selected whole: that is what it is there for.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".share [readonly]")) target.select();
});
