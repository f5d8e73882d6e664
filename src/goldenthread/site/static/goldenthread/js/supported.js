/* Contains GOV.UK Frontend, MIT licence: see LICENCES.txt. */
(()=>{document.body.classList.add("js-enabled");"noModule"in HTMLScriptElement.prototype&&document.body.classList.add("govuk-frontend-supported");})();
