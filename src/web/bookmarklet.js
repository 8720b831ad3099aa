// “Read with Sidelight”, a bookmark: hands the page on which it is clicked to Sidelight, in a window of its own. Where the page's site forbids
// that, it copies the article, to be pasted there. It runs among the page's own scripts and under its policy: so it brings no element of style
// or script, parses no HTML, and asks nobody for anything. Readers keep it for years: what it says and hears (`src/web/handover.rs`) stays.
(() => {
  const library = new URL("{sidelight}");
  const LARGEST = 16 * 1024 * 1024;
  const html = document.documentElement.outerHTML;
  const began = Date.now();

  const make = (parent, name, words, style) => {
    const element = parent.appendChild(document.createElement(name));
    element.textContent = words;
    element.style.cssText = "all: revert; font: 16px/1.45 system-ui, sans-serif; color: #1d1a16; " + style;
    return element;
  };
  const host = document.createElement("div");
  host.style.cssText = "all: initial; position: fixed; z-index: 2147483647; right: 16px; bottom: 16px; max-width: min(24rem, calc(100vw - 32px));";
  host.addEventListener("keydown", (event) => event.key === "Escape" && host.remove());
  const box = host.attachShadow({ mode: "open" });
  // Says what has happened in a small box on the page; a new word takes the place of the one before.
  const say = (words, offersCopy) => {
    box.replaceChildren();
    const frame = make(box, "div", "", "display: block; padding: 14px 16px; background: #fffdf8; border: 1px solid #625b50; border-radius: 6px; box-shadow: 0 8px 30px rgb(0 0 0 / .3);");
    frame.setAttribute("role", "alertdialog");
    frame.setAttribute("aria-label", "Sidelight");
    make(frame, "p", words, "display: block; margin: 0 0 10px;");
    const button = (words, act) => {
      const made = make(frame, "button", words, "margin: 0 10px 0 0; padding: 5px 12px; background: #fff; border: 1px solid #625b50; border-radius: 4px; cursor: pointer;");
      made.addEventListener("click", act);
      return made;
    };
    const first = offersCopy && button("Copy the article", () => copied(PASTE, BY_HAND));
    const close = button("Close", () => host.remove());
    const link = make(frame, "a", "Open Sidelight", "color: #14507a; text-decoration: underline; white-space: nowrap;");
    link.href = library.origin + library.pathname;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    document.documentElement.append(host);
    (first || close).focus();
  };
  const PASTE = "The article has been copied. Now paste it in Sidelight, into the field for it.";
  const BY_HAND = "It could not be copied from here. Select the article, copy it, and paste it in Sidelight.";

  // Copies what is selected, else the article, as far as the page tells where it is; whether that was done.
  const copy = () => {
    const selection = getSelection();
    const isChosen = !selection.isCollapsed;
    const articles = document.querySelectorAll("article");
    const piece = articles.length === 1 ? articles[0] : document.querySelector("main, [role=main]") ?? document.body;
    // Some browsers copy nothing where nothing is selected.
    if (!isChosen) selection.selectAllChildren(piece);
    const plain = isChosen ? selection.toString() : piece.innerText;
    const holder = document.createElement("div");
    holder.append(isChosen ? selection.getRangeAt(0).cloneContents() : piece.cloneNode(true));
    // Elsewhere an address that is only the end of one leads nowhere.
    holder.querySelectorAll("a[href]").forEach((link) => link.setAttribute("href", link.href));
    const rich = holder.innerHTML;
    let isDone = false;
    const give = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (rich.length <= LARGEST) event.clipboardData.setData("text/html", rich);
      event.clipboardData.setData("text/plain", plain.slice(0, LARGEST));
      isDone = true;
    };
    addEventListener("copy", give, true);
    document.execCommand("copy");
    removeEventListener("copy", give, true);
    if (!isChosen) selection.removeAllRanges();
    return isDone;
  };
  const copied = (done, otherwise) => (copy() ? say(done) : say(otherwise, otherwise !== BY_HAND));

  if (html.length > LARGEST) {
    return copied("This page is larger than Sidelight takes over. Its article has been copied: open Sidelight and paste it.", "This page is larger than Sidelight takes over. Copy its article, open Sidelight and paste it.");
  }
  const opened = window.open(library);
  if (!opened) {
    return copied("This site lets no window open. The article has been copied: open Sidelight and paste it.", "This site lets no window open. Copy the article, open Sidelight and paste it.");
  }
  // Only Sidelight's own greeting, from the very window that was opened, is answered, and once; what is told goes to nobody else.
  const hear = ({ source, origin, data }) => {
    if (source !== opened || origin !== library.origin || data?.sidelight !== "ready") return;
    removeEventListener("message", hear);
    clearInterval(watch);
    host.remove();
    opened.postMessage({ sidelight: "article", version: 1, html, address: location.href, title: document.title }, library.origin);
  };
  addEventListener("message", hear);
  // A site may keep its windows apart, and then the new one seems closed. A slow one is waited for, and may still come after the word.
  const watch = setInterval(() => {
    if (!opened.closed && Date.now() - began < 15000) return;
    clearInterval(watch);
    say("This page could not be handed over: Sidelight’s window is closed, or the site keeps other windows apart. Copy the article, then paste it in Sidelight.", true);
  }, 500);
})();
