//! How the library is kept: as one file, from older versions, and when storage fails in the middle of something.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::{KEPT, NEWS, drop_files, keep, open, paste, read, ready};
use crate::page::{Page, pause};

/// Runs a script that takes time; it calls `done` with what it found.
pub(super) fn wait_for(page: &Page, script: &str) -> Result<Value> {
    page.session.post(
        "execute/async",
        &json!({"args": [], "script": format!("const done = arguments[0]; {script}")}),
    )
}

/// Everything in a store of the library, as `[id, text]`, sorted by id.
pub(super) fn stored(page: &Page, store: &str) -> Result<Value> {
    wait_for(
        page,
        &format!(
            "const request = indexedDB.open('sidelight');
             request.onerror = () => done('no library');
             request.onsuccess = () => {{
               const found = [];
               const cursor = request.result.transaction('{store}').objectStore('{store}').openCursor();
               cursor.onsuccess = () => {{
                 if (!cursor.result) {{ request.result.close(); return done(found); }}
                 found.push([cursor.result.key, cursor.result.value]);
                 cursor.result.continue();
               }};
             }};"
        ),
    )
}

pub(super) fn two_articles(page: &Page) -> Result<()> {
    drop_files(
        page,
        &[
            (
                "one.txt".to_owned(),
                "Apples\n\nThey fell, the farmer said.".to_owned(),
            ),
            (
                "two.txt".to_owned(),
                "Boats\n\nThey sailed on Monday.".to_owned(),
            ),
        ],
    )?;
    listed(page, 2)
}

pub(super) fn listed(page: &Page, count: usize) -> Result<()> {
    page.until(
        "all are listed",
        &format!("document.querySelectorAll('.shelf-entry').length === {count}"),
    )
}

fn reload(page: &Page) -> Result<()> {
    page.run("location.reload()")?;
    pause(300);
    ready(page)
}

pub(super) fn exported(page: &Page) -> Result<()> {
    open(page)?;
    two_articles(page)?;
    page.run("const tags = document.querySelector('.shelf-actions input'); tags.value = 'fruit, to read'; tags.dispatchEvent(new Event('change', {bubbles: true}))")?;
    page.until(
        "the room is told",
        "/On this device/.test(document.querySelector('.keeping').textContent)",
    )?;
    // What the browser would save as a download is kept for the next visit.
    page.run("URL.createObjectURL = (blob) => {
        const reader = new FileReader();
        reader.onload = () => sessionStorage.setItem('exported', reader.result);
        reader.readAsDataURL(blob);
        return 'data:,';
      };
      HTMLAnchorElement.prototype.click = function () { sessionStorage.setItem('name', this.download); };")?;
    pause(300);
    page.run("document.querySelector('.keeping').open = true; document.querySelector('.keeping .bring-ways button').click()")?;
    page.until("the file is given", "/2 articles is among your downloads/.test(document.querySelector('.keeping-message').textContent) && sessionStorage.getItem('exported')")?;
    page.expect(
        "its name",
        "/^sidelight-library-\\d{4}-\\d\\d-\\d\\d\\.zip$/.test(sessionStorage.getItem('name'))",
        &json!(true),
    )?;
    open(page)?;
    listed(page, 0)?;
    let import = "const [, data] = sessionStorage.getItem('exported').split(',');
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
        const files = new DataTransfer();
        files.items.add(new File([bytes], 'library.zip'));
        const event = new DragEvent('drop', {bubbles: true, cancelable: true});
        Object.defineProperty(event, 'dataTransfer', {value: files});
        document.body.dispatchEvent(event);";
    page.run(import)?;
    listed(page, 2)?;
    page.until(
        "it is told",
        "/Imported: 2 articles\\./.test(document.querySelector('.bring-message').textContent)",
    )?;
    page.expect(
        "tags",
        "[...document.querySelectorAll('.shelf-actions input')].map((field) => field.value).sort()",
        &json!(["", "fruit, to read"]),
    )?;
    // A second time nothing is doubled.
    page.run(import)?;
    page.until(
        "it is told",
        "/2 articles were here already/.test(document.querySelector('.bring-message').textContent)",
    )?;
    listed(page, 2)?;
    // A file that is none changes nothing.
    drop_files(page, &[("other.zip".to_owned(), "PK nothing".to_owned())])?;
    page.until("a reason", "/no library that Sidelight exported.*your library is as it was/.test(document.querySelector('.bring-message').textContent)")?;
    listed(page, 2)
}

pub(super) fn migrated(page: &Page) -> Result<()> {
    open(page)?;
    page.visit("icon.svg")?;
    let record: Value =
        serde_json::from_str(include_str!("../../../../src/library/record_1.json"))?;
    let outcome = wait_for(
        page,
        &format!(
            "const gone = indexedDB.deleteDatabase('sidelight');
             gone.onsuccess = gone.onerror = () => {{
               const request = indexedDB.open('sidelight', 1);
               request.onupgradeneeded = () => ['articles', 'shelf'].forEach((name) => request.result.createObjectStore(name));
               request.onsuccess = () => {{
                 const change = request.result.transaction(['articles', 'shelf'], 'readwrite');
                 change.objectStore('articles').put({}, 'k3f9');
                 change.objectStore('shelf').put({}, 'k3f9');
                 change.oncomplete = () => {{ request.result.close(); done('written'); }};
               }};
             }};",
            json!(record.to_string()),
            json!(record["shelved"].to_string())
        ),
    )?;
    ensure!(outcome == json!("written"), "{outcome}");
    page.visit("library.html")?;
    ready(page)?;
    listed(page, 1)?;
    page.run("document.querySelector('.shelf-title').click()")?;
    read(page)?;
    page.expect("its words", "[...document.querySelectorAll('.part > p')].map((p) => p.firstChild.textContent && p.textContent.replace('↗', ''))", &json!(["One.", "Two “three”."]))?;
    pause(500);
    let kept = stored(page, "articles")?;
    ensure!(
        kept[0][1]
            .as_str()
            .is_some_and(|text| text.contains("\"version\":2")),
        "{kept}"
    );
    ensure!(
        stored(page, "cards")? == json!([]),
        "there is a place for cards"
    );
    Ok(())
}

pub(super) fn full(page: &Page) -> Result<()> {
    open(page)?;
    two_articles(page)?;
    let before = stored(page, "articles")?;
    for fault in [
        // The browser refuses the write itself, or gives up the transaction later and tells why.
        "throw new DOMException('no room', 'QuotaExceededError');",
        "const request = put.apply(this, words); if (++count === 2) { Object.defineProperty(this.transaction, 'error', {value: new DOMException('no room', 'QuotaExceededError')}); this.transaction.abort(); } return request;",
    ] {
        reload(page)?;
        page.run(&format!("let count = 0; const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...words) {{ {fault} }};"))?;
        paste(page, "text/plain", NEWS)?;
        read(page)?;
        page.until("it is told, and the article can be read", "/no room left.*What was kept before is untouched/.test(document.querySelector('.provenance').textContent) && document.querySelector('.sentence')")?;
    }
    reload(page)?;
    listed(page, 2)?;
    ensure!(
        stored(page, "articles")? == before,
        "the library has changed"
    );
    Ok(())
}

/// The page is gone in the middle of writing: after the article's text, or after that and its entry.
pub(super) fn crashed(page: &Page) -> Result<()> {
    open(page)?;
    two_articles(page)?;
    for number in [1, 2] {
        leave_while_writing(page, number, "location.reload()")?;
        whole(page)?;
    }
    Ok(())
}

/// The reader goes elsewhere in the middle of writing, and the browser keeps the page for the way back: no other page waits for it.
pub(super) fn left(page: &Page) -> Result<()> {
    open(page)?;
    two_articles(page)?;
    for number in [1, 2] {
        page.run("history.replaceState(null, '', '?left'); window.kept = true")?;
        leave_while_writing(page, number, "location.href = 'library.html?on'")?;
        whole(page)?;
        keep(page, "Kept\n\nThe ferry was on time.")?;
        go_back_to_left(page)?;
        ready(page)?;
        if page.value("window.kept === true")? == json!(true) {
            page.until("what was being written is written now", KEPT)?;
        } else {
            page.skip("a page that is left in the middle of writing, and kept for the way back");
        }
        whole(page)?;
    }
    Ok(())
}

/// Goes back to the page that was left; where the browser has put the next one in its place, to a new one.
fn go_back_to_left(page: &Page) -> Result<()> {
    for _ in 0..4 {
        page.run("history.back()")?;
        pause(400);
        if page.value("new URL(location).searchParams.has('left')")? == json!(true) {
            return Ok(());
        }
    }
    page.visit("library.html")
}

/// Brings an article, and does something as soon as so many of its texts are being written.
fn leave_while_writing(page: &Page, number: usize, leave: &str) -> Result<()> {
    page.run(&format!("window.leaving = true; let count = 0; const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...words) {{ const request = put.apply(this, words); count += 1; if (count === {number}) {leave}; return request; }};"))?;
    paste(page, "text/plain", NEWS)?;
    page.until("the page was left", "!window.leaving")?;
    ready(page)?;
    // Whatever the page that was left had begun has ended.
    pause(500);
    Ok(())
}

/// Every article that is kept is listed, and what was there is there.
fn whole(page: &Page) -> Result<()> {
    let ids = |store: &str| -> Result<Vec<Value>> {
        let all = stored(page, store)?;
        let entries = all.as_array().into_iter().flatten();
        Ok(entries.map(|entry| entry[0].clone()).collect())
    };
    let (articles, shelf) = (ids("articles")?, ids("shelf")?);
    ensure!(
        articles == shelf && articles.len() >= 2,
        "{articles:?} are kept and {shelf:?} listed"
    );
    page.visit("library.html")?;
    ready(page)?;
    listed(page, articles.len())
}

pub(super) fn damaged(page: &Page) -> Result<()> {
    open(page)?;
    two_articles(page)?;
    let garbage = json!("{\"version\": 2, \"shelved\": ");
    let outcome = wait_for(
        page,
        &format!(
            "const request = indexedDB.open('sidelight');
             request.onsuccess = () => {{
               const change = request.result.transaction(['articles', 'shelf'], 'readwrite');
               change.objectStore('articles').put({garbage}, 'bad');
               change.objectStore('shelf').put('no entry', 'bad');
               change.oncomplete = () => {{ request.result.close(); done('written'); }};
             }};"
        ),
    )?;
    ensure!(outcome == json!("written"), "{outcome}");
    reload(page)?;
    listed(page, 2)?;
    page.until("it is told", "/1 of your articles cannot be listed.*all others are untouched/.test(document.querySelector('.shelf-notice').textContent)")?;
    page.visit("library.html?read=bad")?;
    ready(page)?;
    page.until("a reason", "/record is damaged.*left as it is/.test(document.querySelector('.bring-message').textContent)")?;
    let kept = stored(page, "articles")?;
    ensure!(
        kept.as_array()
            .into_iter()
            .flatten()
            .any(|entry| entry[1] == garbage),
        "the damaged record is gone: {kept}"
    );
    Ok(())
}
