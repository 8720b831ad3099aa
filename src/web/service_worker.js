// Keeps every file of the page, so that all of it works without a network. The build fills in the version and the list of files.
// An update is fetched as a whole beside the version in use, or not at all; it takes over when the reader says so, or when no window is open.
const VERSION = "{version}";
const FILES = {files};
const CACHE = "sidelight " + VERSION;

self.addEventListener("install", (event) => {
  // Past the browser's own cache, which may hold files of another version.
  const requests = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)).catch((error) => caches.delete(CACHE).then(() => { throw error; })));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("sidelight ") && name !== CACHE);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  // Addresses of articles and layers are all the same file.
  const kept = caches.open(CACHE).then((cache) => cache.match(event.request, { ignoreSearch: true }));
  event.respondWith(kept.then((response) => response ?? fetch(event.request)));
});
