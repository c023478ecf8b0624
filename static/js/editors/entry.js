/* The page of a new report like the last: what is typed is read by the server while one types, and shown back.

Nothing is decided here. Without this script "Read the numbers" does the same. */

const AFTER_TYPING = 300;

const form = document.getElementById("report_form");
const findings = form.querySelector("[data-findings]");
const others = form.querySelector("[data-others]");
const guessed = new Map();
let timer = 0;
let asked = null;

function numbers() {
    return [...form.querySelectorAll("input.pasted-number")];
}

function field(name) {
    return form.elements[name];
}

function show(place, html) {
    if (place && place.innerHTML !== html && !place.contains(document.activeElement)) {
        place.innerHTML = html;
    }
}

function showAll(read) {
    for (const output of form.querySelectorAll("[data-line]")) {
        show(output, read.lines[output.dataset.line] ?? "");
        const unread = output.querySelector(".problem") !== null;
        field(`${output.dataset.line}-number`).toggleAttribute("aria-invalid", unread);
    }
    for (const output of form.querySelectorAll("[data-source]")) {
        show(output, read.sources[output.dataset.source] ?? "");
        guess(field(`${output.dataset.source}-publisher`), read.publishers[output.dataset.source] ?? "");
    }
    if (read.title && field("title").value === field("title_made").value && document.activeElement !== field("title")) {
        field("title").value = field("title_made").value = read.title;
    }
    show(findings, read.findings);
    show(others, read.others);
}

/* A publisher is filled in where nobody has typed one. */
function guess(publisher, name) {
    if (publisher.value === (guessed.get(publisher) ?? "")) {
        publisher.value = name;
        guessed.set(publisher, name);
    }
}

async function read() {
    asked?.abort();
    asked = new AbortController();
    try {
        const answer = await fetch(form.dataset.read, {
            method: "POST",
            body: new FormData(form),
            redirect: "manual",
            signal: asked.signal,
        });
        if (answer.ok) {
            showAll(await answer.json());
        }
    } catch (error) {
        if (error.name !== "AbortError" && !(error instanceof TypeError)) {
            throw error; // without a connection it is read when the form is sent
        }
    }
}

function later() {
    clearTimeout(timer);
    timer = setTimeout(read, AFTER_TYPING);
}

/* Enter goes down the column of numbers, and never sends the form from a field of one line. */
function enter(event) {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input:not([type=checkbox])")) {
        return;
    }
    event.preventDefault();
    const all = numbers();
    const at = all.indexOf(event.target);
    if (at >= 0) {
        const next = all[at + (event.shiftKey ? -1 : 1)] ?? (event.shiftKey ? null : form.querySelector("input.address"));
        next?.focus();
        next?.select();
    }
}

/* A pasted column goes down the column; a field of one line would join its lines to one number. */
function paste(event) {
    const all = numbers();
    const at = all.indexOf(event.target);
    const lines = (event.clipboardData?.getData("text") ?? "").replace(/[\r\n]+$/, "").split(/\r\n|\r|\n/);
    if (at < 0 || lines.length < 2) {
        return;
    }
    event.preventDefault();
    const fits = all.slice(at, at + lines.length);
    fits.forEach((input, number) => {
        if (lines[number].trim()) {
            input.value = lines[number].trim();
        }
    });
    if (lines.length > fits.length) {
        // More than there are fields: nothing is lost, the last field holds the rest and says that it cannot be read.
        fits.at(-1).value = lines.slice(fits.length - 1).join(" ; ");
    }
    fits.at(-1).focus();
    fits.at(-1).dispatchEvent(new Event("input", { bubbles: true }));
}

/* A page that comes back refused has the first field in hand that is wrong, or the first reason that is asked for. */
if (document.querySelector(".errornote")) {
    const reasons = [...findings.querySelectorAll("textarea")];
    const wrong = form.querySelector("[aria-invalid]") ?? reasons.find((reason) => !reason.value.trim());
    wrong?.focus();
}

/* What is typed there takes the place of the day that stands there. */
field("stated_on").addEventListener("focus", (event) => event.target.select());
if (document.activeElement === field("stated_on")) {
    field("stated_on").select(); // it had the focus before this script came
}

form.addEventListener("keydown", enter);
form.addEventListener("paste", paste);
form.addEventListener("input", later);
form.addEventListener("change", later);
form.addEventListener("submit", () => clearTimeout(timer));
