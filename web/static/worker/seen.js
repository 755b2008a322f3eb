// What the phone keeps of pages it has seen, so that a walk can be done in a lift.
const PAGES = "pages", NOWHERE = "/offline", DAY = 864e5;

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(VERSION).then((assets) => assets.addAll([...ASSETS, NOWHERE, ICON])));
});

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== VERSION && name !== PAGES) await caches.delete(name);
  await clients.claim();
})()));

const within = (time, promise) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, time))]);

// A cache that does not answer keeps nobody waiting for long; where there is no connection it is all there is.
const asset = async (request) => {
  const known = caches.open(VERSION).then((assets) => assets.match(request, { ignoreVary: true })).catch(() => {});
  return (await within(1000, known)) ?? fetch(request).catch(() => known);
};

const age = (page) => Date.now() - page?.headers.get("X-Seen");

const forget = async (pages, oldest) => {
  for (const request of await pages.keys()) if (age(await pages.match(request)) > oldest) await pages.delete(request);
};

// The pages of one person at a time; who comes next begins with none. Opened before a page is asked for: what arrives
// after somebody has signed out, or in, goes to where nobody looks any more.
const keep = async (opened, url, response) => {
  const pages = await opened, headers = new Headers(response.headers), now = Date.now();
  const person = headers.get("X-Acting-User"), [before] = await pages.matchAll();
  if (before && before.headers.get("X-Acting-User") !== person) return forget(pages, -DAY);
  if (!person || /no-store/.test(headers.get("Cache-Control"))) return;
  headers.set("X-Seen", now);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  const html = (await response.text()).replace("<html", `<html data-seen="${now}"`);
  await pages.put(url, new Response(html, { headers }));
};

const lastSeen = async (url) => {
  const pages = await caches.open(PAGES);
  await forget(pages, DAY);
  return (await pages.match(url)) ?? pages.match(url, { ignoreSearch: true });
};

const page = async (event) => {
  const { request } = event;
  const opened = caches.open(PAGES), answer = fetch(request);
  const kept = answer.then((response) => {
    if (response.ok) event.waitUntil(keep(opened, request.url, response.clone()));
    return response;
  }).catch(() => {});
  event.waitUntil(kept);
  const first = await within(3000, kept);
  if (first && first.status < 500) return first;
  return (await lastSeen(request.url)) ?? first ?? answer.catch(() => caches.match(NOWHERE));
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "GET") {
    if (pathname.startsWith("/static/")) event.respondWith(asset(request));
    else if (request.mode === "navigate") event.respondWith(page(event));
  } else if (/^\/sign(in|out)$/.test(pathname)) event.waitUntil(Promise.all([caches.delete(PAGES), untold()]));
});

// Pages ask for those that may be looked at next. To fetch one is not to read it.
addEventListener("message", (event) => event.waitUntil((async () => {
  const opened = caches.open(PAGES);
  for (const url of event.data) {
    const known = await lastSeen(url);
    if (known && age(known) < 3e5) continue;
    const response = await fetch(url, { headers: { "X-Purpose": "prefetch" } }).catch(() => {});
    if (response?.ok) await keep(opened, url, response);
  }
})()));

addEventListener("sync", (event) => event.waitUntil(outbox.drain(true)));
