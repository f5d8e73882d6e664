// Runs before the page is drawn, so that nothing jumps: says in a class that scripts work. GOV.UK Frontend reads it.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
