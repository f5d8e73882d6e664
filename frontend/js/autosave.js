// An editor that saves itself says so when it cannot: the session ended, or the network is away. What was typed
// stays in its box, and the next save that succeeds takes the words away again.

export function startAutosave(scope) {
  for (const form of scope.querySelectorAll("[data-gt-autosave]")) {
    const failed = form.querySelector("[data-gt-not-saved]");
    const show = (hidden) => () => {
      failed.hidden = hidden;
    };
    form.addEventListener("htmx:responseError", show(false));
    form.addEventListener("htmx:sendError", show(false));
    form.addEventListener("htmx:timeout", show(false));
    form.addEventListener("htmx:afterSwap", show(true));
  }
}
