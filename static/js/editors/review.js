/* The keys of the review screen and the queue. Each is a button or a link of the page, marked data-key: this only saves
   the way to it. Nothing happens while somebody types, nor with Ctrl, Alt or the Command key. */

const marked = new Map([...document.querySelectorAll("[data-key]")].map((each) => [each.dataset.key, each]));

function isTyping(target) {
    return target instanceof Element && target.closest("input, select, textarea, [contenteditable]") !== null;
}

function open(box) {
    box.open = true;
    (box.querySelector("textarea") ?? box.querySelector("form button") ?? box.querySelector("summary")).focus();
    box.scrollIntoView({ block: "nearest" });
}

function close(box) {
    box.open = false;
    box.querySelector("summary").focus();
}

document.addEventListener("keydown", (event) => {
    const box = document.activeElement?.closest("details[data-key]");
    if (event.key === "Escape" && box?.open) {
        close(box); // also out of its field; what was typed there stays
        return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) {
        return;
    }
    const wanted = marked.get(event.key);
    if (!wanted) {
        return;
    }
    event.preventDefault();
    if (wanted instanceof HTMLDetailsElement) {
        if (wanted.open && event.key === "?") {
            close(wanted);
        } else {
            open(wanted);
        }
    } else {
        wanted.click();
    }
});

/* One thing is decided at a time: what is opened closes the others. */
for (const box of document.querySelectorAll(".acts .buttons details")) {
    box.addEventListener("toggle", () => {
        if (!box.open) {
            return;
        }
        for (const other of document.querySelectorAll(".acts .buttons details")) {
            other.open = other === box;
        }
    });
}
