// Fills in, on the page about the ways to bring an article, where Sidelight is served: a bookmark needs its whole address.
(() => {
  const link = document.getElementById("bookmarklet");
  const field = document.getElementById("bookmarklet-address");
  const word = document.getElementById("bookmarklet-word");
  const library = new URL("library.html?handover", document.baseURI).href;
  const script = link.dataset.script.replace(encodeURIComponent('"{sidelight}"'), () => encodeURIComponent(JSON.stringify(library)));
  link.href = field.value = "javascript:" + script;
  document.documentElement.dataset.ready = "";
  link.addEventListener("click", (event) => {
    event.preventDefault();
    word.textContent = "This is to be kept, not clicked here: drag it to your bookmarks bar, then click it there while you are on an article’s page.";
  });
  document.getElementById("bookmarklet-copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      word.textContent = "Copied. Now paste it as the address of a bookmark.";
    } catch {
      field.focus();
      field.select();
      word.textContent = "It is selected: copy it, then paste it as the address of a bookmark.";
    }
  });
})();
