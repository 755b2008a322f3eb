// Has this browser told: asks its person, then its push service, and sends what that says with the form.
(async () => {
  "use strict";
  const form = document.getElementById("phone");
  if (!form || !("PushManager" in self) || !document.body.dataset.worker) return;
  const { pushManager } = await navigator.serviceWorker.ready;
  const [fits, denied] = ["phone-fits", "phone-denied"].map((id) => document.getElementById(id));
  const show = () => {
    fits.hidden = true;
    denied.hidden = Notification.permission !== "denied";
    form.hidden = !denied.hidden;
  };
  const subscribe = async () => {
    const options = { userVisibleOnly: true, applicationServerKey: form.dataset.key };
    // One that was made for another installation is in the way.
    return pushManager.subscribe(options).catch(async () => {
      await (await pushManager.getSubscription())?.unsubscribe();
      return pushManager.subscribe(options);
    });
  };
  form.addEventListener("submit", async (event) => {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    if ((await Notification.requestPermission()) !== "granted") return show();
    try {
      const { endpoint, keys } = (await subscribe()).toJSON();
      Object.entries({ endpoint, ...keys }).forEach(([name, value]) => (form.elements[name].value = value));
      form.requestSubmit();
    } catch {
      document.getElementById("phone-failed").hidden = false;
    }
  });
  show();
})();
