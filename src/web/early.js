// The script that is not Rust, but for the line in Trunk.toml that starts the app: it must run before the first paint, so that a remembered theme or
// set of layers never flashes, and it keeps the layer switches working if the WASM does not arrive.
(() => {
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage may be denied.
    }
  };
  const all = root.dataset.layers.split(" ");
  const asked = new URLSearchParams(location.search).get("layers") ?? read("sidelight.layers");
  const words = asked === null ? all : asked.split(/[\s,+]+/);
  // The style sheet asks for one class a layer; whoever sets the attribute, the classes follow.
  const follow = () => all.forEach((key) => root.classList.toggle("on-" + key, root.matches(`[data-layers~="${key}"]`)));
  new MutationObserver(follow).observe(root, { attributeFilter: ["data-layers"] });
  root.dataset.layers = all.filter((key) => words.includes(key)).join(" ");
  follow();
  // A page that is shown again scrolls to where it was: there everything has to be laid out at once.
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") root.dataset.settled = "";
  const [theme, size, measure] = (read("sidelight.settings") ?? "").split(" ");
  Object.entries({ theme, size, measure }).forEach(([name, value]) => {
    if (/^[a-z]+$/.test(value ?? "")) root.dataset[name] = value;
  });
  const switches = () => [...(document.getElementById("layers")?.elements ?? [])].filter((input) => input.name === "layer");
  document.addEventListener("DOMContentLoaded", () => {
    const on = root.dataset.layers.split(" ");
    switches().forEach((input) => (input.checked = on.includes(input.value)));
  });
  document.addEventListener("change", (event) => {
    if (event.target.name !== "layer") return;
    const on = switches().filter((input) => input.checked);
    root.dataset.layers = on.map((input) => input.value).join(" ");
  });
})();
