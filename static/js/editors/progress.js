/* Asks how far an import is and shows it; when it stands still or is done, the page is loaded anew to say so.
   Without this script the page loads itself anew every two seconds. */

const PAUSE = 700; // milliseconds between two questions
const box = document.querySelector("[data-progress]");
const bar = box.querySelector("progress");

async function ask() {
    let told;
    try {
        const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
        if (!answer.ok) {
            location.reload(); // logged out, or no longer ours to see: the page says which
            return;
        }
        told = await answer.json();
    } catch {
        setTimeout(ask, PAUSE * 4); // the server is away for a moment
        return;
    }
    if (!told.working) {
        location.reload();
        return;
    }
    box.querySelector("[data-words]").textContent = told.words;
    box.querySelector("[data-counted]").textContent = told.counted;
    if (told.total) {
        bar.max = told.total;
        bar.value = told.done;
    } else {
        bar.removeAttribute("value");
    }
    setTimeout(ask, PAUSE);
}

setTimeout(ask, PAUSE);
