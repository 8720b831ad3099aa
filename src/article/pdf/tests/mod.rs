//! Files written for one thing each, and what becomes of them.

mod hostile;
mod writer;

use wasm_bindgen_test::wasm_bindgen_test;

use super::article_from_pdf;
use crate::article::{CutReason, Import, ImportWarning, InvalidPdf};
use crate::text::BlockKind;
use writer::{Writer, column, shown};

const FERRY: &[&str] = &[
    "The ferry to Kelmouth was forty minutes late on Monday, the harbour master said, because",
    "the tide was low and the captain waited for it. Nobody complained, and the passengers were",
    "given tea.",
];
const BOAT: &[&str] = &[
    "On Tuesday the boat was on time, and on Wednesday it did not sail at all. The island coun-",
    "cil says that it will ask for a second boat, which would cost four million and could sail from",
    "the well-known pier in the north.",
];

#[track_caller]
fn read(writer: Writer) -> Import {
    article_from_pdf(&writer.finish()).expect("an article")
}

fn blocks(import: &Import) -> Vec<(BlockKind, &str)> {
    let document = &import.document;
    document
        .blocks()
        .iter()
        .map(|block| (block.kind, document.slice(block.span)))
        .collect()
}

fn cuts(import: &Import) -> Vec<(usize, &str, CutReason)> {
    import
        .cuts
        .iter()
        .map(|cut| (cut.at, cut.text.as_str(), cut.reason))
        .collect()
}

fn joined(lines: &[&str]) -> String {
    lines.join(" ").replace("coun- cil", "council")
}

#[wasm_bindgen_test(unsupported = test)]
fn lines_become_paragraphs_and_the_tallest_line_the_title() {
    let mut writer = Writer::default();
    writer.page(
        &(shown("F2", 22.0, 72.0, 760.0, "Ferry is late again")
            + &shown("F1", 11.0, 72.0, 735.0, "By A. Writer")
            + &column(72.0, 700.0, 11.0, &[FERRY])
            + &shown("F2", 11.0, 72.0, 640.0, "What follows")
            + &column(72.0, 620.0, 11.0, &[BOAT])),
    );
    let import = read(writer);
    assert_eq!(import.about.title, "Ferry is late again");
    assert_eq!(import.about.author.as_deref(), Some("A. Writer"));
    assert_eq!(
        blocks(&import),
        [
            (BlockKind::Paragraph, joined(FERRY).as_str()),
            (BlockKind::Subhead, "What follows"),
            (BlockKind::Paragraph, joined(BOAT).as_str()),
        ]
    );
    assert!(import.cuts.is_empty() && import.warnings.is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn indents_part_paragraphs_where_no_space_does() {
    let mut writer = Writer::default();
    let mut content = String::new();
    let mut y = 780.0;
    for paragraph in [FERRY, BOAT, FERRY, BOAT] {
        for (index, line) in paragraph.iter().enumerate() {
            let x = if index == 0 { 90.0 } else { 72.0 };
            content += &shown("F1", 10.0, x, y, line);
            y -= 12.0;
        }
    }
    writer.page(&content);
    let import = read(writer);
    let texts: Vec<&str> = blocks(&import).iter().map(|(_, text)| *text).collect();
    assert_eq!(texts, [FERRY, BOAT, FERRY, BOAT].map(joined));
}

#[wasm_bindgen_test(unsupported = test)]
fn two_columns_are_read_one_after_the_other_below_a_title_across() {
    const LEFT: &[&str] = &[
        "The left column has a text of its own that",
        "goes on for a while, line after line, and",
        "says that the mayor of the town has left",
        "for the mountains and will not be back in",
        "time for the vote on the new bridge that",
    ];
    const RIGHT: &[&str] = &[
        "is to be held on the last day of the month,",
        "as the council decided at its last meeting.",
        "Whoever wants to speak has to come early,",
        "since the hall has no more than eighty seats",
        "and most of them are taken by noon.",
    ];
    let mut writer = Writer::default();
    // The columns’ lines come by turns, as some programs write them.
    let mut content = shown(
        "F2",
        20.0,
        100.0,
        780.0,
        "A vote on the bridge, and who is not there for it",
    );
    for (index, (left, right)) in LEFT.iter().zip(RIGHT).enumerate() {
        let y = 740.0 - 12.0 * f64::from(u8::try_from(index).expect("few"));
        content += &shown("F1", 10.0, 72.0, y, left);
        content += &shown("F1", 10.0, 310.0, y - 3.0, right);
    }
    writer.page(&content);
    let import = read(writer);
    assert_eq!(
        import.about.title,
        "A vote on the bridge, and who is not there for it"
    );
    assert_eq!(
        blocks(&import),
        [(
            BlockKind::Paragraph,
            [LEFT, RIGHT].concat().join(" ").as_str()
        )]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn what_repeats_from_page_to_page_is_cut_and_can_be_put_back() {
    let mut writer = Writer::default();
    for page in 1..=4 {
        let head = if page % 2 == 0 {
            "A. Writer"
        } else {
            "The Island Post"
        };
        // The last paragraph of each page goes on on the next.
        let rest: &[&str] = if page == 1 {
            &[]
        } else {
            &[
                "in the harbour where the old boats lie, he said on that day, and then he laughed a while.",
            ]
        };
        let begun: &[&str] = if page == 4 {
            &[]
        } else {
            &[
                "Page after page it is the same, said the captain, who had been sitting in his chair and then",
            ]
        };
        writer.page(
            &(shown("F1", 9.0, 72.0, 800.0, head)
                + &column(72.0, 740.0, 11.0, &[rest, FERRY, begun])
                + &shown("F1", 9.0, 300.0, 40.0, &format!("{page}"))),
        );
    }
    let mut import = read(writer);
    let text = import.document.text().to_owned();
    assert!(
        !text.contains("Island Post") && !text.contains("A. Writer"),
        "{text}"
    );
    assert_eq!(
        text.matches("in his chair and then in the harbour").count(),
        3,
        "{text}"
    );
    assert_eq!(
        cuts(&import),
        [
            (0, "The Island Post", CutReason::Navigation),
            (2, "1", CutReason::Navigation),
            (2, "A. Writer", CutReason::Navigation),
        ]
    );
    import.restore(1);
    assert_eq!(blocks(&import)[2], (BlockKind::Paragraph, "1"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_file_marks_what_is_not_its_text() {
    let mut writer = Writer::default();
    writer.page(
        &("/Artifact << /Type /Pagination >> BDC ".to_owned()
            + &shown("F1", 9.0, 72.0, 800.0, "Printed on recycled paper")
            + "EMC "
            + &column(72.0, 740.0, 11.0, &[FERRY])),
    );
    let import = read(writer);
    assert_eq!(
        blocks(&import),
        [(BlockKind::Paragraph, joined(FERRY).as_str())]
    );
    assert_eq!(
        cuts(&import),
        [(0, "Printed on recycled paper", CutReason::Navigation)]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn words_are_joined_over_lines_unless_the_hyphen_is_theirs() {
    let mut writer = Writer::default();
    writer.page(&column(
        72.0,
        740.0,
        11.0,
        &[&[
            "The govern-",
            "ment met its anti-war critics in the well-",
            "known hall, where self-",
            "taught speakers of the Anglo-",
            "Saxon party told of pre-",
            "and post-war times; an anti-",
            "war song was sung by the well-known choir of the town.",
        ]],
    ));
    let import = read(writer);
    assert_eq!(
        import.document.text().replace('\n', " "),
        "The government met its anti-war critics in the well-known hall, where self-taught speakers of the Anglo-Saxon party told of pre- and post-war times; an anti-war song was sung by the well-known choir of the town."
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn items_and_tables_are_told_from_paragraphs() {
    let mut writer = Writer::default();
    let mut content = column(72.0, 760.0, 11.0, &[FERRY]);
    for (index, item) in [
        "• Bring bread, and something to drink.",
        "• Bring a coat.",
        "• Leave the dog at home.",
    ]
    .iter()
    .enumerate()
    {
        content += &shown(
            "F1",
            11.0,
            84.0,
            690.0 - 14.0 * f64::from(u8::try_from(index).expect("few")),
            item,
        );
    }
    for (index, row) in [
        ["Day", "Late by", "Boats"],
        ["Monday", "40 minutes", "2"],
        ["Tuesday", "none", "3"],
    ]
    .iter()
    .enumerate()
    {
        let y = 600.0 - 14.0 * f64::from(u8::try_from(index).expect("few"));
        for (cell, x) in row.iter().zip([72.0, 180.0, 300.0]) {
            content += &shown("F1", 11.0, x, y, cell);
        }
    }
    writer.page(&content);
    let import = read(writer);
    assert_eq!(
        &blocks(&import)[1..],
        [
            (BlockKind::Item, "Bring bread, and something to drink."),
            (BlockKind::Item, "Bring a coat."),
            (BlockKind::Item, "Leave the dog at home."),
            (BlockKind::Row, "Day\tLate by\tBoats"),
            (BlockKind::Row, "Monday\t40 minutes\t2"),
            (BlockKind::Row, "Tuesday\tnone\t3"),
        ]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn notes_at_the_foot_stand_behind_the_text() {
    let mut writer = Writer::default();
    for (number, source) in [
        (1, "a letter to the council"),
        (2, "an interview on the wireless"),
    ] {
        let mut content = column(72.0, 740.0, 11.0, &[FERRY, BOAT]);
        // A raised number behind a word leads to the note, and is no part of the text.
        content += "BT /F1 11 Tf 1 0 0 1 72 400 Tm (He said it twice) Tj /F1 7 Tf 4 Ts (1) Tj 0 Ts /F1 11 Tf ( and then he left.) Tj ET\n";
        content += &shown(
            "F1",
            8.0,
            72.0,
            90.0,
            &format!("{number} In {source}, which has not been published."),
        );
        writer.page(&content);
    }
    let import = read(writer);
    let texts: Vec<&str> = blocks(&import).iter().map(|(_, text)| *text).collect();
    assert_eq!(texts[2], "He said it twice and then he left.");
    assert_eq!(
        texts[6..],
        [
            "1 In a letter to the council, which has not been published.",
            "2 In an interview on the wireless, which has not been published.",
        ]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn letters_are_those_that_the_font_says() {
    let mut writer = Writer::default();
    let map = writer.packed(
        "",
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0003> <0020> <0044> <FB01> endbfchar 1 beginbfrange <0010> <0029> <0061> endbfrange endcmap end end",
    );
    let descendant = writer.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Made /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /W [3 [250]] /FontDescriptor << /Type /FontDescriptor /FontName /Made /Flags 4 >> >>");
    let font = writer.add(format!("<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Made /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {map} 0 R >>"));
    // “we find a dog in the old harbour”, the second word with a ligature; the words are parted by the font’s own space.
    let codes: String = "we \u{1}nd a dog in the old harbour"
        .chars()
        .map(|letter| match letter {
            ' ' => "0003".to_owned(),
            '\u{1}' => "0044".to_owned(),
            letter => format!("{:04x}", u32::from(letter) - 0x61 + 0x10),
        })
        .collect();
    let content = format!("BT /F9 12 Tf 72 700 Td <{codes}> Tj ET");
    let page = writer.packed("", content.as_bytes());
    let page = writer.add(format!("<< /Type /Page /MediaBox [0 0 595 842] /Contents {page} 0 R /Resources << /Font << /F9 {font} 0 R >> >> /Parent PAGES >>"));
    writer.add_page(page);
    assert_eq!(
        read(writer).document.text(),
        "we find a dog in the old harbour"
    );
}

/// A page of such a content, in a font that a file brings nothing of but the names of its maps.
fn with_predefined_map(encoding: &str, ordering: &str, content: &str) -> Writer {
    let mut writer = Writer::default();
    let descendant = writer.add(format!("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Made /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /Made /Flags 4 >> >>"));
    let font = writer.add(format!("<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /{encoding} /DescendantFonts [{descendant} 0 R] >>"));
    let content = writer.packed("", content.as_bytes());
    let page = writer.add(format!("<< /Type /Page /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << /Font << /F9 {font} 0 R >> >> /Parent PAGES >>"));
    writer.add_page(page);
    writer
}

#[wasm_bindgen_test(unsupported = test)]
fn chinese_japanese_and_korean_codes_are_read_by_their_predefined_maps() {
    let cases = [
        (
            "UniGB-UTF16-H",
            "GB1",
            "6e218f6e53c8665a70b94e86",
            "渡轮又晚点了",
        ),
        (
            "GBK-EUC-H",
            "GB1",
            "b6c9c2d6d3d6cdedb5e3c1cb",
            "渡轮又晚点了",
        ),
        (
            "ETen-B5-H",
            "CNS1",
            "b4e7bdfca453b1dfc249a446",
            "渡輪又晚點了",
        ),
        (
            "90ms-RKSJ-H",
            "Japan1",
            "83748346838a815b82aa927882ea82bd",
            "フェリーが遅れた",
        ),
        (
            "UniJIS-UTF16-H",
            "Japan1",
            "30d530a730ea30fc304c9045308c305f",
            "フェリーが遅れた",
        ),
        (
            "KSCms-UHC-H",
            "Korea1",
            "bfa9b0b4bcb1c0cc20b4cabefab4d9",
            "여객선이 늦었다",
        ),
    ];
    for (encoding, ordering, codes, text) in cases {
        let content = format!("BT /F9 12 Tf 72 700 Td <{codes}> Tj ET");
        let writer = with_predefined_map(encoding, ordering, &content);
        assert_eq!(read(writer).document.text(), text, "{encoding}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn lines_of_scripts_without_spaces_are_joined_without() {
    let text = "フェリーがまた遅れた。";
    let codes = text.encode_utf16().map(|code| format!("{code:04x}"));
    let line = codes.collect::<String>().repeat(3);
    // Across, and from the top down in lines from the right to the left.
    for (encoding, place, step) in [
        ("UniJIS-UTF16-H", "72 700", "0 -14"),
        ("UniJIS-UTF16-V", "500 700", "-14 0"),
    ] {
        let content = format!(
            "BT /F9 12 Tf {place} Td <{line}> Tj {step} Td <{line}> Tj {step} Td <{line}> Tj ET"
        );
        let writer = with_predefined_map(encoding, "Japan1", &content);
        assert_eq!(read(writer).document.text(), text.repeat(9), "{encoding}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn gaps_part_words_where_there_are_no_spaces() {
    let mut writer = Writer::default();
    writer.page("BT /F1 10 Tf 72 700 Td [(The) -333 (a) 40 (vera) -20 (ge) -250 (reader) -300 (sees) -280 (words.)] TJ ET");
    assert_eq!(
        read(writer).document.text(),
        "The average reader sees words."
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn accents_are_set_on_the_letters_that_they_stand_over() {
    let mut writer = Writer::default();
    // As TeX does: the accent, back by its width, and the letter; a circumflex of its own stays.
    writer.page("BT /F1 10 Tf 72 700 Td [(J) (\\250) 333 (urgen and Andr) (\\264) 400 (e read x ^ 2 in the old book.)] TJ ET");
    assert_eq!(
        read(writer).document.text(),
        "Jürgen and André read x ^ 2 in the old book."
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_file_says_what_signs_read_as() {
    let mut writer = Writer::default();
    writer.page("BT /F1 10 Tf 72 700 Td (It was a ) Tj /Span << /ActualText <FEFF006600690072006D> >> BDC (xyz) Tj EMC ( promise of the old firm.) Tj ET");
    assert_eq!(
        read(writer).document.text(),
        "It was a firm promise of the old firm."
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn links_lead_to_pages_and_mailboxes_only() {
    let mut writer = Writer::default();
    let link = |x: f64, width: f64, action: &str| {
        format!(
            "<< /Type /Annot /Subtype /Link /Rect [{x} 695 {} 712] /A << {action} >> >>",
            x + width
        )
    };
    let annotations = [
        link(72.0, 36.0, "/S /URI /URI (HTTPS://example.org/a)"),
        link(140.0, 60.0, "/S /URI /URI (javascript:alert\\(1\\))"),
        link(200.0, 60.0, "/S /JavaScript /JS (app.alert\\(1\\))"),
        link(260.0, 60.0, "/S /Launch /F (calc.exe)"),
    ]
    .join(" ");
    writer.page_with(
        &(shown("F1", 12.0, 72.0, 700.0, "A map")
            + &shown(
                "F1",
                12.0,
                112.0,
                700.0,
                "of the old town and of the harbour beside it.",
            )),
        &format!("/Annots [{annotations}]"),
        "",
    );
    let import = read(writer);
    let links: Vec<(&str, &str)> = import
        .links
        .iter()
        .map(|link| (import.document.slice(link.span), link.address.as_str()))
        .collect();
    assert_eq!(links, [("A map", "https://example.org/a")]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_the_file_says_about_itself_is_believed_where_it_can_be() {
    let of = |info: &str, catalog: &str| {
        let mut writer = Writer::default();
        let info = writer.add(format!("<< {info} >>"));
        writer.trailer = format!("/Info {info} 0 R");
        catalog.clone_into(&mut writer.catalog);
        writer.page(&column(72.0, 740.0, 11.0, &[FERRY, BOAT]));
        read(writer).about
    };
    let about = of(
        "/Title (Two boats) /Author (A. Writer) /CreationDate (D:20210503101500Z)",
        "/Lang (en-GB)",
    );
    assert_eq!(
        (about.title.as_str(), about.author.as_deref()),
        ("Two boats", Some("A. Writer"))
    );
    assert_eq!(about.written, "2021-05-03".parse().ok());
    assert_eq!(about.language.as_deref(), Some("en-GB"));
    let about = of(
        "/Title (Microsoft Word - draft_7.docx) /Author (user1) /Producer (Skia/PDF m156) /CreationDate (D:20210503101500Z)",
        "/Lang (x\\(1\\))",
    );
    assert_eq!(about, crate::article::About::default());
}

#[wasm_bindgen_test(unsupported = test)]
fn turned_pages_are_read_and_stamps_at_the_edge_are_cut() {
    let mut writer = Writer::default();
    let mut content = "BT /F1 20 Tf 0 1 -1 0 30 200 Tm (arXiv:2201.00001) Tj ET ".to_owned();
    content += &column(72.0, 740.0, 11.0, &[FERRY]);
    writer.page(&content);
    let import = read(writer);
    assert_eq!(
        blocks(&import),
        [(BlockKind::Paragraph, joined(FERRY).as_str())]
    );
    assert_eq!(cuts(&import), [(0, "arXiv:2201.00001", CutReason::Other)]);

    for (turn, matrix) in [
        (90, "0 1 -1 0 0 0"),
        (180, "-1 0 0 -1 0 0"),
        (270, "0 -1 1 0 0 0"),
    ] {
        let mut writer = Writer::default();
        let mut content = format!("{matrix} cm ");
        let (x, y) = match turn {
            90 => (100.0, -100.0),
            180 => (-500.0, -100.0),
            _ => (-800.0, 500.0),
        };
        content += &column(x, y, 9.0, &[FERRY]);
        writer.page_with(&content, &format!("/Rotate {turn}"), "");
        assert_eq!(
            read(writer).document.text(),
            joined(FERRY),
            "turned by {turn}"
        );
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn pages_that_fail_are_passed_over_with_a_warning() {
    let mut writer = Writer::default();
    writer.page(&column(72.0, 740.0, 11.0, &[FERRY]));
    let broken = writer.stream("/Filter /JBIG2Decode", b"nothing that can be read");
    let page = writer.add(format!(
        "<< /Type /Page /MediaBox [0 0 595 842] /Contents {broken} 0 R /Parent PAGES >>"
    ));
    writer.add_page(page);
    writer.page(&column(72.0, 740.0, 11.0, &[BOAT]));
    let import = read(writer);
    let texts: Vec<&str> = blocks(&import).iter().map(|(_, text)| *text).collect();
    assert_eq!(texts, [joined(FERRY), joined(BOAT)]);
    assert_eq!(import.warnings, [ImportWarning::PagesMissing]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_cannot_be_read_says_why() {
    let refusal = |bytes: &[u8]| article_from_pdf(bytes).expect_err("no article");
    assert_eq!(refusal(b""), InvalidPdf::NoPdf);
    assert_eq!(refusal(b"PK\x03\x04 a book"), InvalidPdf::NoPdf);
    assert_eq!(refusal(b"%PDF-1.7 and then nothing"), InvalidPdf::Damaged);

    let mut writer = Writer::default();
    let picture = writer.stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\0");
    writer.page_with(
        "q 595 0 0 842 0 0 cm /I Do Q",
        "",
        &format!("/XObject << /I {picture} 0 R >>"),
    );
    let refused = refusal(&writer.finish());
    assert_eq!(refused, InvalidPdf::NoText);
    assert!(refused.to_string().contains("pictures") && refused.advice().contains("OCR"));

    let mut writer = Writer::default();
    let encrypt = writer.add("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <0000000000000000000000000000000000000000000000000000000000000000> /U <1111111111111111111111111111111111111111111111111111111111111111> >>");
    writer.trailer = format!("/Encrypt {encrypt} 0 R /ID [<00> <00>]");
    writer.page(&column(72.0, 740.0, 11.0, &[FERRY]));
    assert_eq!(refusal(&writer.finish()), InvalidPdf::Locked);

    let mut writer = Writer::default();
    let descendant = writer.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /Made /Flags 4 >> >>");
    let font = writer.add(format!("<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] >>"));
    let content = writer.packed(
        "",
        b"BT /F9 12 Tf 72 700 Td <0010001100120013001400150016001700180019> Tj ET",
    );
    let page = writer.add(format!("<< /Type /Page /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << /Font << /F9 {font} 0 R >> >> /Parent PAGES >>"));
    writer.add_page(page);
    assert_eq!(refusal(&writer.finish()), InvalidPdf::NoLetters);
}
