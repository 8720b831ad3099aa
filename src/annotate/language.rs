//! Whether a text is English: all else that is annotated takes that for granted.
//!
//! English is told by its small words (articles, pronouns, prepositions, auxiliaries), which make up four tenths of any running English
//! text and which other languages share by chance only (*in*, *was*, *so*). The lists are here for attribution anyway; a library for a
//! hundred languages would answer a question that nobody asks here, and adds some 200 kB to the module.

use super::lexicon::{Category, Lexicon};
use crate::text::{Segments, TokenKind};

/// Below this share of small words a text is not English. News, weblogs and interviews have 0.3 and more, lists of names and headlines
/// 0.15 and more; German, Dutch, Indonesian and the like have less than 0.1.
const LEAST_SHARE: f32 = 0.12;
/// With fewer words nothing is said against English.
const LEAST_WORDS: usize = 20;
/// How many words are looked at.
const MOST_WORDS: usize = 5000;

/// Whether a text may be English; of a few words it is believed.
#[must_use]
pub fn may_be_english(segments: &Segments) -> bool {
    const SMALL: [Category; 7] = [
        Category::Determiner,
        Category::Subject,
        Category::Object,
        Category::Preposition,
        Category::Conjunction,
        Category::Auxiliary,
        Category::Relative,
    ];
    let lexicon = Lexicon::shipped();
    let words = segments
        .tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .take(MOST_WORDS);
    let (mut all, mut small) = (0_u16, 0_u16);
    for token in words {
        all += 1;
        small += u16::from(lexicon.word(*token).any(&SMALL));
    }
    usize::from(all) < LEAST_WORDS || f32::from(small) >= f32::from(all) * LEAST_SHARE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, Document};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        let document = Document::from_blocks([(BlockKind::Paragraph, text)]);
        assert_eq!(
            may_be_english(&Segments::of(&document, 0..1)),
            expected,
            "{text}"
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn english_of_many_kinds_is_english() {
        check(
            "The minister said on Monday that the bridge will be closed for two weeks, because its pillars have to be painted again before the winter.",
            true,
        );
        check(
            "MINISTER SAYS THE BRIDGE WILL BE CLOSED FOR TWO WEEKS AND THAT IT HAS TO BE PAINTED BEFORE THE WINTER COMES",
            true,
        );
        check(
            "lol idk why u would even go there, it was so bad and my phone died and then they told me to wait for the next bus",
            true,
        );
        check(
            "Those elected were Aigul Serik of the Farmers’ Union, Dana Omar for the Greens and Timur Bek and Ivan Petrov of the Liberal Party, with Maria Lopez as chair.",
            true,
        );
        // Of a few words nothing is known.
        check("Guten Morgen, Deutschland", true);
        check("", true);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn other_languages_are_not() {
        for text in [
            "Die Ministerin sagte am Montag, dass die Brücke für zwei Wochen geschlossen werde, weil ihre Pfeiler vor dem Winter noch einmal gestrichen werden müssen.",
            "La ministre a déclaré lundi que le pont serait fermé pendant deux semaines, parce que ses piliers doivent être repeints avant le début de l’hiver dans la région.",
            "La ministra dijo el lunes que el puente estará cerrado durante dos semanas, porque sus pilares tienen que pintarse otra vez antes de que llegue el invierno.",
            "A ministra disse na segunda-feira que a ponte ficará fechada durante duas semanas, porque os seus pilares têm de ser pintados outra vez antes do inverno.",
            "La ministra ha detto lunedì che il ponte resterà chiuso per due settimane, perché i suoi piloni devono essere dipinti di nuovo prima dell’inverno che viene.",
            "De minister zei maandag dat de brug twee weken gesloten zal zijn, omdat de pijlers voor de winter nog een keer geschilderd moeten worden door de gemeente.",
            "Menteri mengatakan pada hari Senin bahwa jembatan itu akan ditutup selama dua minggu karena tiang-tiangnya harus dicat lagi sebelum musim hujan tiba di kota.",
            "Waziri alisema Jumatatu kwamba daraja litafungwa kwa wiki mbili kwa sababu nguzo zake zinapaswa kupakwa rangi tena kabla ya mvua kuanza kunyesha mjini hapa.",
            "Bakan pazartesi günü köprünün iki hafta boyunca kapalı kalacağını söyledi, çünkü ayakları kış gelmeden önce bir kez daha boyanmak zorunda olduğunu belirtti.",
            "Minister powiedziała w poniedziałek, że most będzie zamknięty przez dwa tygodnie, ponieważ jego filary muszą zostać pomalowane jeszcze raz przed nadejściem zimy.",
            "Министр сказала в понедельник, что мост будет закрыт на две недели, потому что его опоры нужно ещё раз покрасить до наступления зимы в этом году в городе.",
            "Министр дүйсенбі күні көпірдің екі аптаға жабылатынын айтты, өйткені оның тіректерін қыс түскенге дейін тағы да бояу керек болып тұр деп хабарлады ол бүгін.",
            "قالت الوزيرة يوم الاثنين إن الجسر سيغلق لمدة أسبوعين لأن أعمدته يجب أن تطلى مرة أخرى قبل حلول فصل الشتاء في المدينة وفق ما ذكرته الصحيفة المحلية هذا اليوم",
            "मंत्री ने सोमवार को कहा कि पुल दो सप्ताह के लिए बंद रहेगा क्योंकि सर्दियों से पहले उसके खंभों को फिर से रंगना होगा और शहर में यातायात बदला जाएगा",
        ] {
            check(text, false);
        }
    }
}
