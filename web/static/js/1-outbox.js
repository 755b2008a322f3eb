// The outbox: every write of this phone, kept until the server has it. Pages and the worker share it; it knows no page.
self.outbox = (() => {
  "use strict";
  const news = new BroadcastChannel("outbox");
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  let opened;
  const open = () =>
    (opened ??= (() => {
      const request = indexedDB.open("floorwalk", 1);
      request.onupgradeneeded = () => {
        for (const name of ["outbox", "sent"]) request.result.createObjectStore(name, { keyPath: "n", autoIncrement: true });
      };
      return settled(request).then((database) => {
        database.onclose = () => (opened = undefined);
        return database;
      });
    })());

  const read = async (name) => settled((await open()).transaction(name).objectStore(name).getAll());

  // Resolves when it is on the disk, not only in some buffer.
  const change = async (...deeds) => {
    const transaction = (await open()).transaction(["outbox", "sent"], "readwrite", { durability: "strict" });
    for (const [name, deed, what] of deeds) transaction.objectStore(name)[deed](what);
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  };

  const tell = (what) => {
    news.postMessage(what);
    self.dispatchEvent(new CustomEvent("outbox", { detail: what }));
  };

  // Time first, so that ids sort as they were made.
  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    new DataView(bytes.buffer).setUint32(0, Math.floor(Date.now() / 65536));
    new DataView(bytes.buffer).setUint16(4, Date.now() % 65536);
    bytes[6] = 0x70 | (bytes[6] & 15);
    bytes[8] = 0x80 | (bytes[8] & 63);
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  const names = (entry, other) => `${entry.url} ${entry.body}`.includes(other.id);

  const post = async (entry) => {
    const headers = { "X-Acting-User": entry.person, "X-Entry": entry.id, "X-Occurred-At": entry.occurred };
    headers["Content-Type"] = "application/x-www-form-urlencoded";
    const options = { method: "POST", body: entry.body, headers, redirect: "manual", signal: AbortSignal.timeout(8000) };
    const response = await fetch(entry.url, options);
    return { response, text: await response.text() };
  };

  const outcome = ({ status, headers }, text, entry) => {
    if (status >= 200 && status < 300) return headers.get("X-Entry") === entry.id ? "sent" : "later";
    if (status === 401) return "signin";
    if (status === 409 && text.includes("another-persons-entry")) return "other";
    return status < 400 || status >= 500 || [408, 425, 429].includes(status) ? "later" : "refused";
  };

  const send = async (entry) => {
    try {
      const { response, text } = await post(entry);
      const wait = Number(response.headers.get("Retry-After")) || 0;
      return { what: outcome(response, text, entry), text, wait, to: response.headers.get("Location") };
    } catch {
      return { what: "later", wait: 0 };
    }
  };

  let failures = 0, notBefore = 0, timer;
  const wake = (at) => {
    clearTimeout(timer);
    timer = setTimeout(() => drain(), Math.max(at - Date.now(), 0) + 20);
  };

  // A phone may have several people; what one of them wrote waits until that one is back.
  const next = (all, away) =>
    all.find((entry) => !entry.refused && !away.has(entry.person) && !(entry.after > Date.now())
      && !all.some((other) => other !== entry && names(entry, other)));

  const settle = async (entry, { what, text, to }) => {
    const { n, id, person, title, at } = entry;
    if (what === "sent") await change(["outbox", "delete", n], ["sent", "add", { id, person, title, at, sent: Date.now() }]);
    if (what === "refused") await change(["outbox", "put", { ...entry, refused: text }]);
    tell({ what, id, text, to, at });
  };

  const run = async () => {
    const away = new Set();
    for (;;) {
      const all = await read("outbox");
      const entry = next(all, away);
      if (!entry) {
        const held = all.filter((each) => each.after > Date.now() && !each.refused).map((each) => each.after);
        if (held.length) wake(Math.min(...held));
        return;
      }
      const answer = await send(entry);
      if (answer.what === "later") {
        notBefore = Date.now() + Math.max(Math.min(2 ** ++failures, 60), answer.wait) * 1000;
        wake(notBefore);
        return tell({ what: "later", id: entry.id });
      }
      failures = notBefore = 0;
      await settle(entry, answer);
      if (answer.what === "signin") return;
      if (answer.what === "other") away.add(entry.person);
    }
  };

  // One at a time on this phone, however many tabs are open. By itself it keeps to its pauses; a person may hurry it.
  const drain = (hurried) =>
    navigator.locks.request("outbox", async () => {
      if (hurried) notBefore = 0;
      if (Date.now() >= notBefore) await run();
    });

  // Away from a send that is under way: what is no longer here then was sent.
  const drop = (id) =>
    navigator.locks.request("outbox", async () => {
      const entry = (await read("outbox")).find((each) => each.id === id);
      if (entry) await change(["outbox", "delete", entry.n]);
      tell({ what: "dropped", id });
      return Boolean(entry);
    });

  const keep = async (entry) => {
    await change(["outbox", "put", entry]);
    tell({ what: "kept", id: entry.id });
  };

  const forget = async () => {
    const old = (await read("sent")).filter(({ sent }) => sent < Date.now() - 864e5);
    if (old.length) await change(...old.map(({ n }) => ["sent", "delete", n]));
  };

  return { open, read, keep, drop, drain, forget, newId, news };
})();
