// A page that renews itself does not disturb who reads it: the same content is not put in again,
// what was unfolded stays unfolded, and one that no longer renews itself says so.
(() => {
  let shown = null;
  let unfolded = [];
  const lost = (is) => document.documentElement.classList.toggle("lost", is);

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target } = event.detail;
    if (target.id !== "live" || xhr.status !== 200) return;
    event.detail.shouldSwap = xhr.responseText !== shown;
    shown = xhr.responseText;
    unfolded = [...target.querySelectorAll("details[open]")].map((it) => it.id);
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  });
  document.addEventListener("htmx:afterRequest", (event) => lost(!event.detail.successful));
})();
