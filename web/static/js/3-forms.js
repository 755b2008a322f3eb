// Every form goes through the outbox: kept on this phone first, then sent. What waits is shown on the page.
(() => {
  "use strict";
  if (!self.document) return;
  const { outbox, pages } = self;
  const { person, clockOffset } = document.body.dataset;
  if (!person || !self.indexedDB || !navigator.locks) return;

  const parts = (root) => (name) => root.querySelector(`[data-${name}]`);
  const address = (form) => {
    const { pathname, search } = new URL(form.getAttribute("action") || location.href, location);
    return pathname + search;
  };
  const goesThrough = (form) => form.method === "post" && !("direct" in form.dataset) && !form.querySelector("[type=password], [type=file]");
  // After a reset: what it holds when nothing was begun in it since.
  const written = (form) => new URLSearchParams(new FormData(form)).toString();
  const clock = (at) => new Date(at).toTimeString().slice(0, 5);
  const words = (form, submitter) => ({
    title: form.dataset.what ?? (submitter ?? form.querySelector("button"))?.textContent.trim() ?? "",
    chosen: [...form.querySelectorAll(":checked")].map((box) => box.parentElement.textContent.trim()).join(" · "),
    text: [...form.querySelectorAll("textarea")].map((area) => area.value.trim()).filter(Boolean).join(" · "),
  });

  // The notes of a walk that has not begun begin the same one, on whatever page they were written.
  const walk = (data) => {
    if (!data.has("walk_is_new")) return;
    const known = JSON.parse(localStorage.getItem("walk") ?? "{}");
    const goesOn = known.person === person && known.at > Date.now() - 432e5;
    if (goesOn) data.set("walk", known.id);
    else localStorage.setItem("walk", JSON.stringify({ person, id: data.get("walk"), at: Date.now() }));
  };

  const entryOf = async (form, submitter) => {
    const data = new FormData(form, submitter);
    // What was refused is sent again as what it was: a form without an id of its own is known by where it goes.
    const isSame = (entry) => (data.has("entry") ? entry.id === data.get("entry") : entry.url === address(form) && entry.person === person);
    const again = (await outbox.read("outbox")).find((entry) => entry.refused && isSame(entry));
    const id = again?.id ?? outbox.newId();
    if (data.has("entry")) data.set("entry", id);
    walk(data);
    if (/\/walk\/[^/]+\/end$/.test(address(form))) localStorage.removeItem("walk");
    const at = Date.now();
    const occurred = again?.occurred ?? new Date(at + Number(clockOffset)).toISOString();
    const page = new URL(form.dataset.back ?? location.href, location).pathname;
    const after = form.dataset.hold ? at + 1000 * form.dataset.hold : 0;
    const body = new URLSearchParams(data).toString();
    return { ...(again && { n: again.n }), id, person, url: address(form), body, occurred, at: again?.at ?? at, page, after, ...words(form, submitter) };
  };

  const sent = new Map();
  let tapped = 0;
  document.addEventListener("submit", (event) => {
    const { target: form, submitter, timeStamp } = event;
    if (!goesThrough(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // An impatient thumb: the second tap of two is none.
    if ("waiting" in form.dataset || (timeStamp - tapped < 700 && written(form) === form.blank)) return;
    tapped = timeStamp;
    submit(form, submitter);
  }, true);

  const submit = async (form, submitter) => {
    form.dataset.waiting = "";
    try {
      const entry = await entryOf(form, submitter);
      sent.set(entry.id, { form, place: pages.place(form), back: form.dataset.back });
      await outbox.keep(entry);
      if ("clears" in form.dataset) {
        form.reset();
        form.blank = written(form);
        delete form.dataset.waiting;
      }
      if (!form.closest("#status")) strip(entry, form);
      navigator.vibrate?.(10);
    } catch {
      HTMLFormElement.prototype.submit.call(form);
      return;
    }
    outbox.drain(true);
  };

  const strip = (entry, { dataset: { next } }) => {
    const copy = document.getElementById("kept").content.cloneNode(true);
    const part = parts(copy);
    part("what").textContent = entry.title;
    part("undo").dataset.undo = entry.id;
    if (next) part("next").href = `${next}${entry.id}&behaviour=${new URLSearchParams(entry.body).get("behaviour") ?? ""}`;
    else part("next").remove();
    const region = document.getElementById("status");
    region?.replaceChildren(copy);
    pages.focus(region);
  };

  const card = (entry) => {
    const copy = document.getElementById("entry").content.cloneNode(true);
    const part = parts(copy);
    part("what").textContent = entry.title;
    part("chosen").textContent = entry.chosen;
    part("text").textContent = entry.text;
    part("said").hidden = !entry.text;
    part("time").textContent = clock(entry.at);
    const refused = entry.refused && new DOMParser().parseFromString(entry.refused, "text/html");
    for (const each of copy.querySelectorAll("[data-if]")) each.hidden = each.dataset.if !== (refused ? "refused" : "waiting");
    if (refused) part("why").textContent = (refused.querySelector(".trouble, .empty p") ?? refused.querySelector("h1"))?.textContent ?? "";
    part("why").hidden = !refused;
    for (const name of ["undo", "look"]) part(name).dataset[name] = entry.id;
    return copy;
  };

  const render = async () => {
    const mine = (await outbox.read("outbox")).filter((entry) => entry.person === person);
    const count = document.getElementById("waiting-count");
    if (count) {
      count.hidden = !mine.length;
      parts(count)("count").textContent = mine.length;
      count.classList.toggle("late-soft", mine.some((entry) => entry.refused));
    }
    navigator[mine.length ? "setAppBadge" : "clearAppBadge"]?.(mine.length).catch(() => {});
    for (const form of document.forms)
      if (goesThrough(form) && !("clears" in form.dataset))
        form.toggleAttribute("data-waiting", mine.some((entry) => !entry.refused && entry.url === address(form)));
    const box = document.getElementById("waiting");
    if (!box) return;
    const isOpen = ({ id }) => document.querySelector(`form [name=entry][value="${id}"]`);
    const shown = mine.filter((entry) => "all" in box.dataset || (entry.page === location.pathname && !isOpen(entry)));
    box.hidden = !shown.length;
    box.replaceChildren(...shown.map(card));
    if ("all" in box.dataset) listSent(mine.length);
  };

  const listSent = async (waiting) => {
    const list = document.getElementById("sent");
    const mine = (await outbox.read("sent")).filter((entry) => entry.person === person).reverse();
    document.getElementById("sent-today").hidden = !mine.length;
    document.getElementById("all-sent").hidden = waiting;
    list.replaceChildren(...mine.slice(0, 30).map((entry) => {
      const copy = document.getElementById("arrived").content.cloneNode(true);
      parts(copy)("what").textContent = entry.title;
      parts(copy)("saved").textContent = clock(entry.at);
      parts(copy)("sent").textContent = clock(entry.sent);
      return copy;
    }));
  };

  document.addEventListener("click", async ({ target }) => {
    const { undo, look } = target.closest("[data-undo], [data-look]")?.dataset ?? {};
    if (target.closest("[data-dismiss]")) {
      localStorage.setItem("install", "no");
      offer();
    }
    if (undo && (await outbox.drop(undo))) pages.tell(document.getElementById("dropped").innerHTML);
    if (look) {
      const entry = (await outbox.read("outbox")).find(({ id }) => id === look);
      if (entry?.refused) pages.show(entry.refused, null, entry.url);
      render();
    }
  });

  // After the first note that was saved an iPhone is told how it makes an app of it.
  const offer = () => {
    const steps = document.getElementById("install");
    if (steps) steps.hidden = !/iP(hone|ad)/.test(navigator.userAgent) || navigator.standalone || localStorage.getItem("install") !== "yes";
  };
  offer();

  const answered = {
    sent: ({ to, text }, { place }) => {
      if (!localStorage.getItem("install")) localStorage.setItem("install", "yes");
      offer();
      if (to && place) pages.ask(to, place);
      else if (to) location.assign(to);
      else if (text) pages.show(text, null, location.pathname);
    },
    refused: ({ text, id }, { form }) => {
      const isIdle = text && form?.isConnected && (!form.blank || written(form) === form.blank);
      if (!isIdle || !pages.show(text, form, address(form))) pages.tell(document.getElementById("refused").innerHTML);
    },
    later: (_what, { back }) => {
      navigator.serviceWorker?.ready.then(({ sync }) => sync?.register("outbox")).catch(() => {});
      if (back) location.assign(back);
    },
    signin: () => pages.tell(document.getElementById("signin").innerHTML),
  };

  const hear = async (what) => {
    const known = sent.get(what.id);
    if (known || ["refused", "signin"].includes(what.what)) answered[what.what]?.(what, known ?? {});
    else if (what.what === "sent") pages.refresh();
    if (what.what === "sent") document.querySelector("#status [data-signin]")?.remove();
    if (what.what !== "later" && what.what !== "kept") sent.delete(what.id);
    await render();
  };
  addEventListener("outbox", ({ detail }) => hear(detail));
  outbox.news.onmessage = ({ data }) => hear(data);

  // What the page can be read without waits until the phone has nothing better to do.
  const idly = (deed) => (self.requestIdleCallback ?? setTimeout)(deed, { timeout: 1000 });
  const again = () => idly(() => document.hidden || outbox.drain(true).catch(() => {}));
  for (const name of ["online", "focus", "pageshow"]) addEventListener(name, again);
  document.addEventListener("visibilitychange", again);
  addEventListener("swapped", render);
  const { seen } = document.documentElement.dataset;
  const label = document.getElementById("seen");
  if (seen && label) {
    label.hidden = false;
    parts(label)("time").textContent = clock(Number(seen));
  }
  addEventListener("current", () => label.hidden = true);

  // This page, the first one, and on a walk whoever may come next are kept for where there is no connection.
  const worker = navigator.serviceWorker;
  const keepPages = () =>
    worker?.register(document.body.dataset.worker).then(() => worker.ready).then(({ active }) => {
      const ahead = [...document.querySelectorAll("[data-ahead] a.row")].flatMap(({ href }) => [href, `${href}/promise`]);
      active.postMessage(["/", location.href, ...ahead]);
    }).catch(() => {});
  if (document.body.dataset.worker) addEventListener("load", () => idly(keepPages));
  outbox.open().then(render).then(() => idly(outbox.forget)).catch(() => {});
})();
