//! The prefixes of the International System: every unit that takes them has a name, and a symbol where that is free.

/// Prefix, its sign, and whether it makes small parts.
const PREFIXES: [(&str, &str); 16] = [
    ("atto", "a"),
    ("femto", "f"),
    ("pico", "p"),
    ("nano", "n"),
    ("micro", "µ"),
    ("micro", "μ"),
    ("milli", "m"),
    ("centi", "c"),
    ("hecto", "h"),
    ("kilo", "k"),
    ("mega", "M"),
    ("giga", "G"),
    ("tera", "T"),
    ("peta", "P"),
    ("exa", "E"),
    ("zetta", "Z"),
];

/// Canonical name of the unit, other spellings, symbol.
const BASES: [(&str, &[&str], &str); 20] = [
    ("metre", &["meter"], "m"),
    ("gram", &["gramme"], "g"),
    ("second", &[], "s"),
    ("ampere", &["amp"], "A"),
    ("watt", &[], "W"),
    ("watt hour", &["watt-hour"], "Wh"),
    ("hertz", &[], "Hz"),
    ("pascal", &[], "Pa"),
    ("joule", &[], "J"),
    ("volt", &[], "V"),
    ("ohm", &[], "Ω"),
    ("farad", &[], "F"),
    ("newton", &[], "N"),
    ("becquerel", &[], "Bq"),
    ("sievert", &[], "Sv"),
    ("gray", &[], "Gy"),
    ("electronvolt", &["electron volt"], "eV"),
    ("litre", &["liter"], "L"),
    ("byte", &[], "B"),
    ("bit", &[], "bit"),
];

/// A unit with a prefix.
pub(crate) struct Prefixed {
    /// The unit without it.
    pub(crate) base: &'static str,
    /// Canonical name: `nanofarad`.
    pub(crate) name: String,
    /// All spellings in words, the name included.
    pub(crate) words: Vec<String>,
    /// The symbol, where it cannot be read as a word or as another unit: `nF`, but not `as`.
    pub(crate) symbol: Option<String>,
}

/// Every unit with every prefix.
pub(crate) fn all() -> impl Iterator<Item = Prefixed> {
    BASES.iter().flat_map(|&(base, spellings, symbol)| {
        PREFIXES.iter().map(move |&(prefix, sign)| {
            let name = format!("{prefix}{base}");
            let words =
                std::iter::once(&base).chain(spellings).map(|word| format!("{prefix}{word}")).collect();
            // Two letters of ASCII mean too much else: `as`, `cm`, `PS`, `Em`.
            let clear = symbol.len() > 1
                || !sign.is_ascii()
                || matches!((sign, symbol), ("n" | "p", "F" | "J" | "W"));
            Prefixed { base, name, words, symbol: clear.then(|| format!("{sign}{symbol}")) }
        })
    })
}
