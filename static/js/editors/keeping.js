/* Keeps what is typed in a form of the desk until it is saved, a few seconds after each change.

A form asks for it with a field [data-keep]; the page's words stand on [data-kept]. Before the form is sent, the same
request tells whether its writer is still logged in: if not, nothing is sent, and nothing is lost. */

const AFTER_TYPING = 2000;
const AGAIN = 15000;

const place = document.querySelector("[data-keep]");
const form = place?.form;
const status = form?.querySelector("[data-kept]");
let changed = false;
let touched = false; // what a page fills in of itself while it loads is nothing that anybody typed
let asking = false;
let sending = false;
let timer = 0;
let underWay = Promise.resolve();
let began = "";

function csrfToken() {
    const cookie = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
    return cookie ? cookie.slice("csrftoken=".length) : form.elements.csrfmiddlewaretoken.value;
}

function fields() {
    return [...new FormData(form)].filter(([, value]) => typeof value === "string");
}

/* A page that is being left may send little: not what it began from, which the server has from before. */
function request(leaving) {
    const told = fields().filter(([name]) => !leaving || name !== "began");
    return fetch(place.dataset.keep, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
        body: JSON.stringify({ page: place.dataset.page, tab: place.value, fields: told }),
        redirect: "manual",
        keepalive: leaving,
    });
}

function say(text, link) {
    if (status.textContent.startsWith(text)) {
        return; // said already: screen readers are not told again
    }
    status.replaceChildren(text);
    if (link) {
        const there = document.createElement("a");
        there.href = `${place.dataset.login}?next=${encodeURIComponent(place.dataset.login.replace("login/", ""))}`;
        there.target = "_blank";
        there.rel = "noopener";
        there.textContent = status.dataset.logIn;
        status.append(" ", there);
    }
}

/* Whether the form may be sent now. */
async function keep() {
    clearTimeout(timer);
    changed = false;
    let answer;
    try {
        underWay = underWay.catch(() => {}).then(() => request(false)); // one after the other, so that the newest stays
        answer = await underWay;
    } catch {
        return failed(status.dataset.failed, false);
    }
    if (answer.type === "opaqueredirect") {
        return failed(status.dataset.loggedOut, true);
    }
    if (answer.ok) {
        say(status.dataset.said.replace("{at}", (await answer.json()).at));
    } else {
        failed((answer.status === 413 && (await answer.json()).problem) || status.dataset.failed, false);
    }
    return true;
}

function failed(text, link) {
    changed = true;
    say(text, link);
    status.classList.add("failed");
    timer = setTimeout(keepAndClear, AGAIN);
    return false;
}

async function keepAndClear() {
    status.classList.remove("failed");
    await keep();
}

function typed() {
    touched ||= JSON.stringify(fields()) !== began;
    if (!touched) {
        return;
    }
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(keepAndClear, AFTER_TYPING);
}

async function send(event) {
    if (sending || event.target !== form) {
        return;
    }
    event.preventDefault();
    if (asking) {
        return; // a second click while the first is under way
    }
    asking = true;
    const submitter = event.submitter;
    status.classList.remove("failed");
    const mayBeSent = await keep();
    asking = false;
    if (mayBeSent) {
        sending = true;
        form.elements.csrfmiddlewaretoken.value = csrfToken();
        form.requestSubmit(submitter);
    } else {
        status.scrollIntoView({ block: "center" });
    }
}

function leave() {
    if (changed && !sending) {
        changed = false;
        request(true).catch(() => {});
    }
}

if (form) {
    began = JSON.stringify(fields());
    for (const kind of ["input", "change"]) {
        document.addEventListener(kind, (event) => event.target.form === form && typed());
    }
    for (const kind of ["formset:added", "formset:removed"]) {
        document.addEventListener(kind, typed);
    }
    window.django?.jQuery?.(form).on("change", typed); // fields that only jQuery tells of
    document.addEventListener("submit", send);
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", () => (sending = false));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
}
