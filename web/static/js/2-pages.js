// What the pages do more with a script than without. The only script of ours that knows htmx's names.
self.pages = (() => {
  "use strict";
  if (!self.document) return;
  const status = () => document.getElementById("status");

  // An answer that is not to be swapped says in the status region what to do; the form stays as it is.
  const tell = (html) => {
    if (status() && html) status().innerHTML = html;
  };
  document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
    if (!ctx.quiet && (ctx.hx.reswap === "none" || ctx.response.status >= 500)) tell(ctx.text);
  });
  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    if (!ctx?.quiet) tell(document.getElementById("unsent").innerHTML);
  });

  // What had the focus may be gone after a swap: the new content gets it, never the body.
  const focus = (target) => {
    if (!target || (document.activeElement && document.activeElement !== document.body)) return;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };
  const main = () => document.getElementById("main");
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (!ctx.quiet) focus(document.getElementById(ctx.target?.id) ?? main());
    dispatchEvent(new Event("swapped"));
  });

  // Where the answer to a form is shown: in a part of this page, or nowhere here.
  const place = (form) => {
    const target = form.getAttribute("hx-target");
    return target && { target, swap: form.getAttribute("hx-swap") ?? "innerHTML" };
  };

  // One at a time, so that none is dropped for another.
  let asked = Promise.resolve();
  const ask = (url, { target, swap, quiet }, headers = {}) =>
    (asked = asked.then(async () => {
      const element = document.querySelector(target);
      if (!element) return;
      headers["HX-Target"] = `${element.localName}#${element.id}`;
      await htmx.ajax("GET", url, { target, swap, quiet, headers }).catch(() => {});
    }));

  // An answer with a form in it takes the place of that form, or is the page from here on.
  const show = (html, form, url) => {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const fresh = form?.isConnected && form.id && answer.getElementById(form.id);
    if (form && !fresh && !answer.querySelector(".trouble")) return false;
    for (const each of answer.querySelectorAll('form[method="post"]:not([action])')) each.setAttribute("action", url);
    if (fresh) {
      form.replaceWith(fresh);
      status()?.replaceChildren();
    } else document.body.replaceWith(answer.body);
    htmx.process(fresh || document.body);
    const first = (fresh || document).querySelector("[autofocus]");
    if (first) first.focus();
    else focus(main());
    return true;
  };

  // What is looked at is kept up to date, unless somebody is busy in it.
  const tags = {};
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (!ctx.quiet) return;
    tags[ctx.quiet] = ctx.response.headers.get("ETag");
    dispatchEvent(new Event("current"));
  });
  const isBusy = (part) => part.querySelector("details[open], [data-waiting]") || part.matches(":focus-within:has(input:focus, textarea:focus)");
  const refresh = () => {
    if (document.hidden) return;
    const here = new URL(location);
    for (const name of ["did", "about", "at"]) here.searchParams.delete(name);
    for (const part of document.querySelectorAll("[data-live]")) {
      if (isBusy(part)) continue;
      const headers = { "X-Poll": "1", ...(tags[part.id] && { "If-None-Match": tags[part.id] }) };
      ask(here.pathname + here.search, { target: `#${part.id}`, swap: part.dataset.live, quiet: part.id }, headers);
    }
  };
  setInterval(refresh, 30_000);

  return { ask, focus, place, refresh, show, tell };
})();
