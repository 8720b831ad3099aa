//! Accents that a page shows as signs of their own, above or below the letter that they belong to, as older TeX does.

/// Each accent, and the letters that it is set on, each with what it makes of it (Unicode’s canonical compositions).
const COMPOSED: [(char, &str); 13] = [
    (
        '´',
        "AÁCĆEÉGǴIÍKḰLĹMḾNŃOÓPṔRŔSŚUÚWẂYÝZŹaácćeégǵiíkḱlĺmḿnńoópṕrŕsśuúwẃyýzź",
    ),
    ('`', "AÀEÈIÌNǸOÒUÙWẀYỲaàeèiìnǹoòuùwẁyỳ"),
    ('¨', "AÄEËHḦIÏOÖUÜWẄXẌYŸaäeëhḧiïoötẗuüwẅxẍyÿ"),
    ('ˆ', "AÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶZẐaâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷzẑ"),
    ('˜', "AÃEẼIĨNÑOÕUŨVṼYỸaãeẽiĩnñoõuũvṽyỹ"),
    ('¸', "CÇDḐEȨGĢHḨKĶLĻNŅRŖSŞTŢcçdḑeȩgģhḩkķlļnņrŗsştţ"),
    (
        'ˇ',
        "AǍCČDĎEĚGǦHȞIǏKǨLĽNŇOǑRŘSŠTŤUǓZŽaǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsštťuǔzž",
    ),
    ('˚', "AÅUŮaåuůwẘyẙ"),
    ('¯', "AĀEĒGḠIĪOŌUŪYȲaāeēgḡiīoōuūyȳ"),
    ('˘', "AĂEĔGĞIĬOŎUŬaăeĕgğiĭoŏuŭ"),
    (
        '˙',
        "AȦBḂCĊDḊEĖFḞGĠHḢIİMṀNṄOȮPṖRṘSṠTṪWẆXẊYẎZŻaȧbḃcċdḋeėfḟgġhḣmṁnṅoȯpṗrṙsṡtṫwẇxẋyẏzż",
    ),
    ('˝', "OŐUŰoőuű"),
    ('˛', "AĄEĘIĮOǪUŲaąeęiįoǫuų"),
];

/// The accented letter; nothing if the first is no accent or not of that letter.
pub(super) fn composed(accent: &str, letter: &str) -> Option<char> {
    let mut accent = accent.chars();
    let (accent, None) = (accent.next()?, accent.next()) else {
        return None;
    };
    // Typewriters’ signs are taken for accents, too.
    let accent = match accent {
        '^' => 'ˆ',
        '~' => '˜',
        '\u{b0}' => '˚',
        accent => accent,
    };
    let (_, letters) = COMPOSED.iter().find(|(other, _)| *other == accent)?;
    let mut of = letter.chars();
    let (of, None) = (of.next()?, of.next()) else {
        return None;
    };
    let of = if of == 'ı' { 'i' } else { of };
    let mut pairs = letters.chars();
    while let (Some(plain), Some(composed)) = (pairs.next(), pairs.next()) {
        if plain == of {
            return Some(composed);
        }
    }
    None
}
