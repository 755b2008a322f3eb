// What comes from outside holds no name, for it stands on a locked screen.
addEventListener("push", (event) => {
  const { title, body, id, path } = event.data.json();
  event.waitUntil(registration.showNotification(title, { body, tag: id, data: path, icon: ICON }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { origin, pathname } = new URL(event.notification.data, location);
  event.waitUntil(clients.openWindow(origin === location.origin ? pathname : "/"));
});

// Whoever comes to this phone is not told here of what waits for the one who left it.
const untold = async () => (await registration.pushManager?.getSubscription())?.unsubscribe();
