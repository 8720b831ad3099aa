//! Files that are damaged or made to harm: each is refused or read in part, and none panics, loops or fills the memory.

use super::super::article_from_pdf;
use super::writer::{FONTS, Writer, column, deflated, shown};
use super::{FERRY, joined};
use crate::article::InvalidPdf;
use wasm_bindgen_test::wasm_bindgen_test;

/// A file of one page with text, and what is done to it besides.
fn file(change: impl FnOnce(&mut Writer) -> String) -> Vec<u8> {
    let mut writer = Writer::default();
    let entries = change(&mut writer);
    writer.page_with(&column(72.0, 740.0, 11.0, &[FERRY]), &entries, "");
    writer.finish()
}

/// A file whose only page has these contents and resources, which may name object 1, a stream with the entries and data given.
fn drawn(content: &str, resources: &str, entries: &str, data: &[u8]) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.stream(entries, data);
    writer.page_with(content, "", resources);
    writer.finish()
}

/// A file that is not written by an honest program: its bytes as they stand.
fn raw(body: &str) -> Vec<u8> {
    format!("%PDF-1.7\n{body}").into_bytes()
}

#[track_caller]
fn reads_the_ferry(name: &str, bytes: &[u8]) {
    match article_from_pdf(bytes) {
        Ok(import) => assert!(
            import.document.text().contains(&joined(FERRY)),
            "{name}: {}",
            import.document.text()
        ),
        Err(reason) => panic!("{name}: {reason}"),
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_file_cut_anywhere_is_refused_or_read_in_part() {
    let mut writer = Writer::default();
    for _ in 0..3 {
        writer.page(&column(72.0, 740.0, 11.0, &[FERRY]));
    }
    let whole = writer.finish();
    let mut read = 0;
    for end in (0..whole.len()).step_by(41) {
        read += usize::from(article_from_pdf(&whole[..end]).is_ok());
    }
    // Only the places of the objects are missing at the end, and those can be found.
    assert!(read > 2, "{read}");
    for end in (0..whole.len()).step_by(97) {
        let without_middle = [&whole[..end], &whole[(end + 60).min(whole.len())..]].concat();
        let _ = article_from_pdf(&without_middle);
        let mut flipped = whole.clone();
        flipped[end] ^= 0x20;
        let _ = article_from_pdf(&flipped);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_a_file_wants_to_do_is_not_done_and_its_text_is_read() {
    let actions = [
        (
            "script on opening",
            "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
        ),
        (
            "launch on opening",
            "/OpenAction << /S /Launch /F (cmd.exe) /Win << /F (cmd.exe) /P (/c calc) >> >>",
        ),
        (
            "address on opening",
            "/OpenAction << /S /URI /URI (https://example.org/track) >>",
        ),
        (
            "other file on opening",
            "/OpenAction << /S /GoToR /F (\\\\\\\\host\\\\share\\\\x.pdf) /D [0 /Fit] >>",
        ),
        (
            "form sent on opening",
            "/OpenAction << /S /SubmitForm /F (https://example.org/form) >>",
        ),
        (
            "named scripts",
            "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (while\\(1\\){}) >>] >> >>",
        ),
        (
            "script on closing",
            "/AA << /WC << /S /JavaScript /JS (1) >> >>",
        ),
        ("film on opening", "/OpenAction << /S /Rendition /OP 0 >>"),
        (
            "embedded program",
            "/Names << /EmbeddedFiles << /Names [(x.exe) << /Type /Filespec /F (x.exe) >>] >> >>",
        ),
        (
            "form of scripts",
            "/AcroForm << /XFA [(template) (<script>1</script>)] /Fields [] >>",
        ),
    ];
    for (name, catalog) in actions {
        let bytes = file(|writer| {
            catalog.clone_into(&mut writer.catalog);
            String::new()
        });
        reads_the_ferry(name, &bytes);
        let import = article_from_pdf(&bytes).expect(name);
        assert!(
            import.links.is_empty() && !import.document.text().contains("alert"),
            "{name}"
        );
    }
    let on_page = [
        (
            "script on the page",
            "/AA << /O << /S /JavaScript /JS (1) >> >>",
        ),
        (
            "annotations that are none",
            "/Annots [null 5 (x) << >> << /Subtype /Link >> << /Subtype /Link /A << /S /URI >> /Rect [0 0] >>]",
        ),
        ("annotations without end", "/Annots 9999 0 R"),
        (
            "a rectangle without size",
            "/Annots [<< /Subtype /Link /Rect [null 99999999999999999999 -99999999999999999999 0] /A << /S /URI /URI (https://example.org) >> >>]",
        ),
        ("a turn by an odd angle", "/Rotate 2147483647"),
        ("a page of no size", "/CropBox [0 0 0 0]"),
        (
            "a page of endless size",
            "/CropBox [-99999999999999999999 -99999999999999999999 99999999999999999999 99999999999999999999]",
        ),
        ("a page turned inside out", "/CropBox [595 842 0 0]"),
    ];
    for (name, entries) in on_page {
        reads_the_ferry(name, &file(|_| entries.to_owned()));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn loops_end() {
    let page_of_itself = raw(
        "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj 2 0 obj << /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >> endobj trailer << /Root 1 0 R >>",
    );
    let tree_in_a_ring = raw(
        "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj 2 0 obj << /Type /Pages /Kids [3 0 R] >> endobj 3 0 obj << /Type /Pages /Kids [2 0 R] >> endobj trailer << /Root 1 0 R >>",
    );
    let xref_of_itself = raw(
        "1 0 obj << /Type /Catalog >> endobj\nxref\n0 1\n0000000000 65535 f \ntrailer << /Root 1 0 R /Prev 47 >>\nstartxref\n47\n%%EOF",
    );
    let object_of_itself = raw("1 0 obj 1 0 R endobj trailer << /Root 1 0 R >>");
    let length_of_itself = raw(
        "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj 2 0 obj << /Type /Pages /Kids [3 0 R] >> endobj 3 0 obj << /Type /Page /Contents 4 0 R >> endobj 4 0 obj << /Length 4 0 R >> stream\nBT ET\nendstream endobj trailer << /Root 1 0 R >>",
    );
    for bytes in [
        page_of_itself,
        tree_in_a_ring,
        xref_of_itself,
        object_of_itself,
        length_of_itself,
    ] {
        assert!(article_from_pdf(&bytes).is_err());
    }
    // A drawing that draws itself many times, each time deeper.
    let twice = "/X Do ".repeat(50);
    let itself = drawn(
        "/X Do",
        "/XObject << /X 1 0 R >>",
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 1 0 R >> >>",
        twice.as_bytes(),
    );
    assert!(article_from_pdf(&itself).is_err());
    // And one that shows a word each time.
    let shows = format!(
        "{} {}",
        shown("F1", 9.0, 9.0, 9.0, "Again"),
        "/X Do ".repeat(20)
    );
    let many = drawn(
        "/X Do",
        "/XObject << /X 1 0 R >>",
        &format!(
            "/Type /XObject /Subtype /Form /Resources << /XObject << /X 1 0 R >> /Font << {FONTS} >> >>"
        ),
        shows.as_bytes(),
    );
    let _ = article_from_pdf(&many);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_unpacks_without_end_is_refused() {
    let zeros = vec![b' '; 300 << 20];
    let bomb = deflated(&zeros);
    drop(zeros);
    assert!(bomb.len() < 1 << 20);
    let mut writer = Writer::default();
    let content = writer.stream("/Filter /FlateDecode", &bomb);
    let page = writer.add(format!(
        "<< /Type /Page /Contents {content} 0 R /Parent PAGES >>"
    ));
    writer.add_page(page);
    assert_eq!(
        article_from_pdf(&writer.finish()),
        Err(InvalidPdf::TooLarge)
    );

    // A packed bomb, packed again.
    let mut writer = Writer::default();
    let content = writer.stream("/Filter [/FlateDecode /FlateDecode]", &deflated(&bomb));
    let page = writer.add(format!(
        "<< /Type /Page /Contents {content} 0 R /Parent PAGES >>"
    ));
    writer.add_page(page);
    assert_eq!(
        article_from_pdf(&writer.finish()),
        Err(InvalidPdf::TooLarge)
    );

    // One that is drawn, one in a font, one in a font’s map, one as the file’s description: the text beside them is read.
    let drawing = drawn(
        &(column(72.0, 740.0, 11.0, &[FERRY]) + "/X Do"),
        "/XObject << /X 1 0 R >>",
        "/Type /XObject /Subtype /Form /Filter /FlateDecode",
        &bomb,
    );
    reads_the_ferry("drawing", &drawing);
    for font in [
        "/F9 << /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor << /FontFile2 1 0 R >> >>",
        "/F9 << /Type /Font /Subtype /Type1 /BaseFont /X /ToUnicode 1 0 R >>",
    ] {
        let mut writer = Writer::default();
        writer.stream("/Filter /FlateDecode", &bomb);
        let content = writer.packed(
            "",
            (column(72.0, 740.0, 11.0, &[FERRY]) + "BT /F9 9 Tf (abc) Tj ET").as_bytes(),
        );
        let page = writer.add(format!("<< /Type /Page /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << /Font << {FONTS} {font} >> >> /Parent PAGES >>"));
        writer.add_page(page);
        reads_the_ferry(font, &writer.finish());
    }
    let mut described = Writer::default();
    let xmp = described.stream("/Type /Metadata /Subtype /XML /Filter /FlateDecode", &bomb);
    described.catalog = format!("/Metadata {xmp} 0 R");
    described.page(&column(72.0, 740.0, 11.0, &[FERRY]));
    reads_the_ferry("description", &described.finish());

    // Objects in a packed stream are unpacked as soon as the file is opened.
    let mut objects =
        raw("1 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length 1 >>\nstream\n");
    objects.extend(&bomb);
    objects.extend(b"\nendstream endobj trailer << /Root 2 0 R >>");
    assert_eq!(article_from_pdf(&objects), Err(InvalidPdf::TooLarge));
}

#[wasm_bindgen_test(unsupported = test)]
fn numbers_that_are_far_too_large_cost_nothing() {
    let fonts = [
        "/F9 << /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 4000000000 /LastChar 4000000001 /Widths [1] >>",
        "/F9 << /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar -5 /LastChar 99999999999999999999 /Widths [1] >>",
        "/F9 << /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [9223372036854775807 /a /b] >> >>",
        "/F9 << /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /W [0 4294967295 500] >>] >>",
        "/F9 << /Type /Font /Subtype /Type0 /Encoding /Identity-V /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /W2 [0 4294967295 1 1 1] >>] >>",
        "/F9 << /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [] >>",
        "/F9 << /Type /Font /Subtype /Type3 /FontMatrix [0 0 0 0 0 0] /CharProcs << >> >>",
        "/F9 << /Type /Font /Subtype /Nothing >>",
        "/F9 9999 0 R",
    ];
    for font in fonts {
        let mut writer = Writer::default();
        let content = writer.packed(
            "",
            (column(72.0, 740.0, 11.0, &[FERRY]) + "BT /F9 9 Tf <00410042004300> Tj ET").as_bytes(),
        );
        let page = writer.add(format!("<< /Type /Page /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << /Font << {FONTS} {font} >> >> /Parent PAGES >>"));
        writer.add_page(page);
        reads_the_ferry(font, &writer.finish());
    }
    let counts = [
        "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj 2 0 obj << /Type /Pages /Kids [] /Count 2147483647 >> endobj\nxref\n0 2147483647\ntrailer << /Root 1 0 R /Size 2147483647 >>\nstartxref\n100\n%%EOF",
        "1 0 obj << /Type /ObjStm /N 4294967295 /First 4294967295 /Length 3 >>\nstream\n1 0\nendstream endobj trailer << /Root 2 0 R >>",
        "1 0 obj << /Type /XRef /W [9999999 9999999 9999999] /Index [0 4294967295] /Size 4294967295 /Root 1 0 R /Length 3 >>\nstream\n123\nendstream endobj\nstartxref\n9\n%%EOF",
        "1 0 obj << /Length 99999999999 >>\nstream\nendstream endobj trailer << /Root 1 0 R >>\nstartxref\n-1\n%%EOF",
        "trailer << /Root 99999999999 0 R >>\nstartxref\n99999999999\n%%EOF",
    ];
    for body in counts {
        assert!(article_from_pdf(&raw(body)).is_err(), "{body}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn nesting_ends() {
    let deep = 100_000;
    let arrays = format!(
        "1 0 obj {} endobj trailer << /Root 1 0 R >>",
        "[".repeat(deep)
    );
    let dicts = format!(
        "1 0 obj {} endobj trailer << /Root 1 0 R >>",
        "<</A".repeat(deep)
    );
    assert!(article_from_pdf(&raw(&arrays)).is_err());
    assert!(article_from_pdf(&raw(&dicts)).is_err());
    for (name, content) in [
        ("states", "q ".repeat(deep)),
        ("ends of states", "Q ".repeat(deep)),
        ("marks", "/A BMC ".repeat(deep)),
        ("ends of marks", "EMC ".repeat(deep)),
        ("arrays", "[".repeat(deep)),
        ("strings", "(".repeat(deep)),
        ("operands", "1 ".repeat(deep)),
        ("pictures", "BI ID EI ".repeat(deep / 10)),
    ] {
        let mut writer = Writer::default();
        writer.page(&(column(72.0, 740.0, 11.0, &[FERRY]) + &content));
        reads_the_ferry(name, &writer.finish());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn odd_contents_are_passed_over() {
    let contents = [
        ("letters of no size", "BT /F1 0 Tf (abc) Tj ET"),
        (
            "letters of endless size",
            "BT /F1 99999999999999999999 Tf (abc) Tj ET",
        ),
        (
            "a place that is none",
            "99999999999999999999 99999999999999999999 99999999999999999999 99999999999999999999 99999999999999999999 99999999999999999999 cm 99999999999999999999 0 0 99999999999999999999 0 0 cm BT /F1 9 Tf (abc) Tj ET",
        ),
        ("a flat page", "q 0 0 0 0 0 0 cm BT /F1 9 Tf (abc) Tj ET Q"),
        ("a font that is not there", "BT /F77 9 Tf (abc) Tj ET"),
        ("text before any font", "BT (abc) Tj ET"),
        (
            "operands of the wrong kind",
            "BT (a) (b) Tf /X Tj [1 2 <</A/B>>] TJ 1 0 0 Tm ET",
        ),
        ("a drawing that is not there", "/X Do /Y sh /Z gs"),
        ("ends without beginnings", "ET Q EMC EI ET"),
        ("a picture without an end", "BI /W 9 /H 9 ID abcdef"),
        (
            "what reads as nothing",
            "/Span << /ActualText () >> BDC BT /F1 9 Tf 9 9 Td (abc) Tj ET EMC",
        ),
        (
            "what reads as another’s",
            "/Span << /ActualText (x) >> BDC EMC EMC",
        ),
        (
            "bytes that are no operators",
            "\u{1}\u{2}\u{3} } { ) > ] ' \" 5 5 5 '",
        ),
        (
            "wide gaps",
            "BT /F1 9 Tf 9999999999 Tc 9999999999 Tw 9999999999 Tz (a b) Tj [(a) -99999999999999999999 (b)] TJ ET",
        ),
    ];
    for (name, content) in contents {
        let mut writer = Writer::default();
        writer.page(&format!("q {} Q\n", column(72.0, 740.0, 11.0, &[FERRY])));
        writer.page(content);
        reads_the_ferry(name, &writer.finish());
    }
}

/// What random files and random changes to a file do, natively alone: the strategies are not built for WASM.
#[cfg(not(target_arch = "wasm32"))]
mod random {
    use proptest::prelude::*;

    use super::{FERRY, Writer, article_from_pdf, column};

    /// Words of which files are made, so that random ones get beyond the first byte.
    const TOKENS: &[&str] = &[
        "1 0 obj",
        "2 0 obj",
        "endobj",
        "<<",
        ">>",
        "[",
        "]",
        "/Type",
        "/Pages",
        "/Page",
        "/Catalog",
        "/Kids",
        "/Root",
        "1 0 R",
        "2 0 R",
        "trailer",
        "startxref",
        "xref",
        "stream\n",
        "\nendstream",
        "/Length",
        "/Filter",
        "/FlateDecode",
        "/ObjStm",
        "/XRef",
        "/Encrypt",
        "/Font",
        "/Contents",
        "BT",
        "ET",
        "(a)",
        "Tj",
        "TJ",
        "Tf",
        "cm",
        "Do",
        "9",
        "-1",
        "0.5",
        "4294967296",
        "\n",
        "%",
        "/First",
        "/N",
        "/W",
        "/Index",
        "/Prev",
        "/Size",
        "/Resources",
        "q",
        "Q",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
            let _ = article_from_pdf(&[b"%PDF-1.7\n", bytes.as_slice()].concat());
        }

        #[test]
        fn random_words_never_panic(words in proptest::collection::vec(0..TOKENS.len(), 0..200)) {
            let body: Vec<&str> = words.iter().map(|word| TOKENS[*word]).collect();
            let _ = article_from_pdf(format!("%PDF-1.7\n{}", body.join(" ")).as_bytes());
        }

        #[test]
        fn random_changes_never_panic(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
            let mut writer = Writer::default();
            writer.page(&column(72.0, 740.0, 11.0, &[FERRY]));
            let mut bytes = writer.finish();
            for (place, byte) in changes {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
            let _ = article_from_pdf(&bytes);
        }

        #[test]
        fn random_operators_never_panic(words in proptest::collection::vec(0..TOKENS.len(), 0..200)) {
            let body: Vec<&str> = words.iter().map(|word| TOKENS[*word]).collect();
            let mut writer = Writer::default();
            writer.page(&body.join(" "));
            let _ = article_from_pdf(&writer.finish());
        }
    }
}
