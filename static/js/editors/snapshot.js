/* A source's page: says at once that a file is too large, and does not send it for nothing. */

const field = document.querySelector("input[type=file][data-largest]");

function isTooLarge() {
    return [...field.files].some((file) => file.size > Number(field.dataset.largest));
}

function say() {
    const row = field.closest(".form-row");
    row.querySelector(".errorlist")?.remove();
    row.classList.toggle("errors", isTooLarge());
    if (isTooLarge()) {
        const list = Object.assign(document.createElement("ul"), { className: "errorlist" });
        list.role = "alert";
        list.append(Object.assign(document.createElement("li"), { textContent: field.dataset.tooLarge }));
        row.prepend(list);
    }
}

field?.addEventListener("change", say);
field?.form.addEventListener("submit", (event) => {
    if (isTooLarge()) {
        event.preventDefault();
        field.focus();
    }
});
