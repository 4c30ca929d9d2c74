//! The language of an article, ISO 639-1.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::article::{Article, BlockKind};
use crate::token::{TokenKind, fold_hash};

/// Words in which English is unlike its neighbours; they make up a third of English prose.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "that", "is", "was", "for", "it", "with", "as", "his", "on", "be", "at", "by",
    "this", "had", "not", "are", "but", "from", "or", "have", "an", "they", "which", "one", "you", "were",
    "her", "all", "she", "there", "would", "their", "we", "him", "been", "has", "when", "who", "will",
    "more", "if", "said", "its", "about", "than", "after",
];

static ENGLISH_WORDS: LazyLock<FxHashSet<u64>> =
    LazyLock::new(|| ENGLISH.iter().map(|word| fold_hash(word)).collect());

/// Words looked at.
const WORDS: usize = 300;
/// Letters below which a language cannot be told.
const SHORT: usize = 60;

/// The language that an article's running text is written in, if it can be told.
///
/// English is told by its function words, which costs next to nothing; any other text is compared with profiles of
/// letter sequences.
pub(crate) fn detect(article: &Article) -> Option<&'static str> {
    let prose = |kind: BlockKind| matches!(kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::List);
    let (mut words, mut english) = (0usize, 0usize);
    let mut sample = String::new();
    for block in article.blocks().iter().filter(|block| prose(block.kind)) {
        let tokens = &article.tokens()[block.tokens.start as usize..block.tokens.end as usize];
        for token in tokens.iter().filter(|token| token.kind == TokenKind::Word).take(WORDS - words) {
            words += 1;
            english += usize::from(ENGLISH_WORDS.contains(&token.fold));
        }
        // Whatever else is said, it is English.
        if words >= WORDS || english * 6 > WORDS {
            break;
        }
    }
    if words >= 10 && english * 6 > words {
        return Some("en");
    }
    for block in article.blocks().iter().filter(|block| prose(block.kind)) {
        sample.extend(article.slice(block.span).chars().take(1000));
        sample.push(' ');
        if sample.len() > 1000 {
            break;
        }
    }
    if sample.chars().filter(|c| c.is_alphabetic()).count() < SHORT {
        return None;
    }
    let info = whatlang::detect(&sample)?;
    info.is_reliable().then(|| two_letters(info.lang())).flatten()
}

/// ISO 639-1 of a language that the profiles know.
fn two_letters(lang: whatlang::Lang) -> Option<&'static str> {
    const CODES: &[(&str, &str)] = &[
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "nb"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
        ("hye", "hy"),
        ("cym", "cy"),
    ];
    CODES.iter().find(|(three, _)| *three == lang.code()).map(|(_, two)| *two)
}
