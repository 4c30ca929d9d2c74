//! Legal forms behind a name that are no capitalised words: `Castor plc`, `Hrubý a.s.`, `Daesung Co., Ltd.`

/// What may follow a name, and what the name must end in for it.
const TAILS: [(&str, &str); 26] = [
    ("", " plc"),
    ("", " p.l.c."),
    ("", " a.s."),
    ("", " a. s."),
    ("", " s.r.o."),
    ("", " spol. s r.o."),
    ("", " d.o.o."),
    ("", " d.d."),
    ("", " sh.p.k."),
    ("", " sh.a."),
    ("", " sp. z o.o."),
    ("", " z o.o."),
    ("", " e.V."),
    ("", " ehf."),
    ("", " S.à r.l."),
    (" S.à", " r.l."),
    ("", " A/S"),
    (" A", "/S"),
    ("", " S/A"),
    (" S", "/A"),
    ("& Co.", " KG"),
    ("& Co.", " KGaA"),
    (" Co.", ", Ltd."),
    (" Co.", " Ltd."),
    (" Co", "., Ltd"),
    (" Pte.", " Ltd."),
];

/// Bytes of the legal form right behind `text[start..end]`; none where none stands there.
pub fn tail(text: &str, start: usize, end: usize) -> usize {
    let rest = &text[end..];
    if !matches!(rest.as_bytes(), [b' ' | b',' | b'/' | b'.', ..]) {
        return 0;
    }
    let second = rest.as_bytes().get(1);
    let name = &text[start..end];
    let ends = |tail: &str| !rest[tail.len()..].starts_with(char::is_alphanumeric);
    let fits = |&&(ending, tail): &&(&str, &str)| {
        // Nearly all fail at the second byte.
        tail.as_bytes().get(1) == second
            && rest.starts_with(tail)
            && name.ends_with(ending)
            && name.len() > ending.len()
            && ends(tail)
    };
    TAILS.iter().find(fits).map_or(0, |(_, tail)| tail.len())
}

#[cfg(test)]
mod tests {
    use super::tail;

    #[test]
    fn legal_forms_in_lower_case_end_names() {
        for (text, name, whole) in [
            ("Castor plc, which", "Castor", "Castor plc"),
            ("Hrubý a.s. sells", "Hrubý", "Hrubý a.s."),
            ("Havsund A/S fell", "Havsund A", "Havsund A/S"),
            ("Velden GmbH & Co. KG has", "Velden GmbH & Co.", "Velden GmbH & Co. KG"),
            ("Daesung Co., Ltd. in", "Daesung Co.", "Daesung Co., Ltd."),
            ("Castor places", "Castor", "Castor"),
            ("Castor. Then", "Castor", "Castor"),
            ("Castor a.s", "Castor", "Castor"),
        ] {
            assert_eq!(&text[..name.len() + tail(text, 0, name.len())], whole);
        }
    }
}
