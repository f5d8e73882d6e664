// Dragging a row of an ordered list by its handle, with a mouse, a pen or a finger. Letting go chooses the row's
// new place in its own form and sends it, as a person would: what is refused or stale is answered there.
// Buttons do the same without dragging; without scripts the handle stays hidden.

const DRAGGED = "gt-order__item--dragged";

export function startOrder(scope) {
  for (const list of scope.querySelectorAll("[data-gt-order]")) {
    for (const handle of list.querySelectorAll("[data-gt-handle]")) {
      handle.hidden = false;
      handle.addEventListener("pointerdown", (event) => drag(event, list, handle.closest("li")));
    }
  }
}

function drag(begun, list, row) {
  if (begun.button !== 0) return;
  begun.preventDefault();
  const before = [...list.children];
  row.classList.add(DRAGGED);

  const move = (event) => {
    const others = [...list.children].filter((one) => one !== row);
    const next = others.find((one) => event.clientY < middle(one));
    if (next !== row.nextElementSibling) list.insertBefore(row, next ?? null);
  };
  const finish = (event) => {
    if (event.type === "keydown" && event.key !== "Escape") return;
    for (const [name, handler] of handlers) document.removeEventListener(name, handler);
    row.classList.remove(DRAGGED);
    if (event.type === "pointerup") send(list, row, before);
    else list.replaceChildren(...before);
  };
  // Heard on the whole page: a handle that is moved with its row would lose a pointer that it had captured.
  const handlers = [
    ["pointermove", move],
    ["pointerup", finish],
    ["pointercancel", finish],
    ["keydown", finish],
  ];
  for (const [name, handler] of handlers) document.addEventListener(name, handler);
}

function middle(row) {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}

function send(list, row, before) {
  const now = [...list.children].indexOf(row);
  if (before[now] === row) return;
  const form = row.querySelector("form");
  form.elements.to.value = before[now].dataset.gtPlace;
  form.requestSubmit(form.querySelector("button[value=to]"));
}
