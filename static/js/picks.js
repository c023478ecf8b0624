// Panels of choices close as menus do: on Escape, on a click elsewhere, and when another opens.

const openPicks = () => document.querySelectorAll("details.pick[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const pick of openPicks()) {
    if (pick.contains(document.activeElement)) pick.querySelector("summary").focus();
    pick.open = false;
  }
});

document.addEventListener("click", (event) => {
  for (const pick of openPicks()) if (!pick.contains(event.target)) pick.open = false;
});

document.addEventListener("focusin", (event) => {
  for (const pick of openPicks()) if (!pick.contains(event.target)) pick.open = false;
});

// One that would reach beyond the right edge opens to the left instead.
document.addEventListener(
  "toggle",
  ({ target }) => {
    const panel = target.matches?.("details.pick") && target.querySelector(".panel");
    if (!panel) return;
    panel.classList.remove("leftward");
    if (target.open && panel.getBoundingClientRect().right > document.documentElement.clientWidth)
      panel.classList.add("leftward");
  },
  true,
);

// What is left blank does not stand in the address of the answer.
document.addEventListener("submit", ({ target }) => {
  // Not target.method: a field of that name would answer in its place.
  if (target.getAttribute("method") !== "get") return;
  for (const field of target.elements) if (field.name && field.value === "") field.disabled = true;
});

addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form :disabled")) field.disabled = false;
});
