// Keeps every file of the page, so that all of it works without a network. The build fills in the version and the list of files.
// An update is fetched as a whole beside the version in use, or not at all; it takes over when the reader says so, or when no window is open.
const VERSION = "{version}";
const FILES = {files};
const CACHE = "sidelight " + VERSION;
// What another app shares with the installed page, until the page takes it out (`src/web/shared.rs`). It belongs to no version.
const SHARED = "sidelight.shared";
const SHARE = new URL("share", self.registration.scope).href;
const DAY = 24 * 60 * 60 * 1000;

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

// Keeps what is shared, and leads to the library, which asks for it by its name: so a reload does not share again.
const keep = async (request) => {
  const name = Date.now() + "-" + crypto.randomUUID();
  try {
    const cache = await caches.open(SHARED);
    const isLeft = ({ url }) => Date.now() - parseInt(url.split("/").pop()) > DAY;
    await Promise.all((await cache.keys()).filter(isLeft).map((key) => cache.delete(key)));
    const headers = { "Content-Type": request.headers.get("Content-Type") };
    await cache.put(new URL("shared/" + name, self.registration.scope), new Response(await request.blob(), { headers }));
  } catch {
    // The device is full, or keeps nothing: the library finds nothing under the name, and says so.
  }
  return Response.redirect(new URL("library.html?shared=" + name, self.registration.scope), 303);
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "POST" && url.href === SHARE) return event.respondWith(keep(event.request));
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  // Addresses of articles and layers are all the same file.
  const kept = caches.open(CACHE).then((cache) => cache.match(event.request, { ignoreSearch: true }));
  event.respondWith(kept.then((response) => response ?? fetch(event.request)));
});
