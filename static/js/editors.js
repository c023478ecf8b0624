/* The editors' desk: names for screen readers the fields that Django's admin leaves without one. */
"use strict";

{
    function name(scope) {
        for (const select of scope.querySelectorAll("select.admin-autocomplete")) {
            const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
            const shown = select.parentElement.querySelector(".select2-selection");
            if (!label || !shown) {
                continue;
            }
            label.id ||= `${select.id}_label`;
            const value = shown.querySelector(".select2-selection__rendered");
            shown.setAttribute("aria-labelledby", value.id ? `${label.id} ${value.id}` : label.id);
            value.setAttribute("aria-labelledby", label.id);
            shown.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
        }
    }

    // Django makes the fields when the page is ready, and those of a new row when it is added: come after it.
    django.jQuery(() =>
        setTimeout(() => {
            name(document);
            const icon = document.querySelector("label[for=searchbar] img");
            document.getElementById("searchbar")?.setAttribute("aria-label", icon.alt);
        }),
    );
    document.addEventListener("formset:added", (event) => setTimeout(() => name(event.target)));
}
