import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
} from "govuk-frontend";
import { startAutosave } from "./autosave.js";
import { startOrder } from "./order.js";

const COMPONENTS = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
];

function start(scope) {
  for (const component of COMPONENTS) createAll(component, undefined, scope);
  startOrder(scope);
  startAutosave(scope);
  for (const button of scope.querySelectorAll("[data-gt-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// Paper cannot be clicked: what is folded away on screen is printed, and folded again afterwards.
function unfoldForPrint() {
  const folded = () => document.querySelectorAll("details:not([open])");
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...folded()];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

start(document);
unfoldForPrint();
// A fragment that htmx brought in gets the same behaviour as a whole page.
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) start(event.detail.elt);
});
