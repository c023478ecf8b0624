// Panels of choices close as menus do: on Escape, on a click elsewhere, and when another opens.

const open = () => document.querySelectorAll("details.pick[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const pick of open()) {
    if (pick.contains(document.activeElement)) pick.querySelector("summary").focus();
    pick.open = false;
  }
});

document.addEventListener("click", (event) => {
  for (const pick of open()) if (!pick.contains(event.target)) pick.open = false;
});

document.addEventListener("focusin", (event) => {
  for (const pick of open()) if (!pick.contains(event.target)) pick.open = false;
});
