// What the pages do more with a script than without. The only script of ours that knows htmx's names.
(() => {
  "use strict";
  const status = () => document.getElementById("status");

  // An answer that is not to be swapped says in the status region what to do; the form stays as it is.
  const tell = (html) => {
    const region = status();
    if (region && html) region.innerHTML = html;
  };
  document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
    if (ctx.hx.reswap === "none" || ctx.response.status >= 500) tell(ctx.text);
  });
  document.addEventListener("htmx:error", () => tell(document.getElementById("unsent").innerHTML));

  // While a form is on its way it says so, and takes no words that its answer would replace.
  const busy = (on) => ({ detail: { ctx } }) => {
    const form = ctx?.sourceElement;
    if (!(form instanceof HTMLFormElement) || ctx.request.method === "GET") return;
    form.inert = on;
    form.ariaBusy = on ? "true" : null;
  };
  document.addEventListener("htmx:before:request", busy(true));
  document.addEventListener("htmx:finally:request", busy(false));

  // A form that was taken is empty again, for the next one.
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    const form = ctx.sourceElement?.closest?.("form[data-clears]");
    if (form && ctx.response?.status < 400) form.reset();
  });

  // What had the focus may be gone after a swap: the new content gets it, never the body.
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (document.activeElement && document.activeElement !== document.body) return;
    const target = document.getElementById(ctx.target?.id ?? "main") ?? document.getElementById("main");
    if (!target) return;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  });
})();
