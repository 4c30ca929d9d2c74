//! Names of firms taken apart: the core, and the legal form behind it.

use std::collections::BTreeMap;

/// Words of legal forms that are the same form.
const SAME: [(&str, &str); 10] = [
    ("aktiebolag", "ab"),
    ("aktiengesellschaft", "ag"),
    ("company", "co"),
    ("corporation", "corp"),
    ("incorporated", "inc"),
    ("limitada", "ltda"),
    ("limited", "ltd"),
    ("private", "pvt"),
    ("proprietary", "pty"),
    ("publiclimitedcompany", "plc"),
];
/// A form has at most so many words: `S. à r. l.`
const LONGEST: usize = 4;

/// A name without marks and case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// Its words without the legal form, one blank between them.
    pub core: String,
    /// How many words those are.
    pub words: usize,
    /// The legal form in its usual spelling, if it has one.
    pub form: Option<String>,
}

/// The legal forms of all countries.
#[derive(Clone, Debug)]
pub struct Forms(BTreeMap<String, String>);

impl Default for Forms {
    fn default() -> Self {
        Self::new(tearsheet_extract::lexicon::legal_forms())
    }
}

impl Forms {
    /// The forms of a list.
    pub fn new<'a>(forms: impl IntoIterator<Item = &'a str>) -> Self {
        let same = |plain: String| {
            let usual = SAME.iter().find(|(long, _)| *long == plain).map(|&(_, short)| short.to_owned());
            (plain.clone(), usual.unwrap_or(plain))
        };
        Self(forms.into_iter().map(|form| same(words(form).concat())).collect())
    }

    /// Takes `name` apart.
    ///
    /// ```
    /// use tearsheet_export::entities::name::Forms;
    /// let forms = Forms::default();
    /// let name = forms.split("Salt & Sail Limited");
    /// assert_eq!((name.core.as_str(), name.form.as_deref()), ("salt & sail", Some("ltd")));
    /// assert_eq!(forms.split("SALT & SAIL LTD."), name);
    /// assert_eq!(forms.split("Company").core, "company");
    /// ```
    pub fn split(&self, name: &str) -> Name {
        let mut words = words(name);
        let mut form: Vec<&str> = Vec::new();
        while let Some((len, usual)) = (1..=LONGEST.min(words.len().saturating_sub(1)))
            .rev()
            .find_map(|len| Some((len, self.0.get(&words[words.len() - len..].concat())?.as_str())))
        {
            words.truncate(words.len() - len);
            form.insert(0, usual);
            // `GmbH & Co. KG`, `Pike & Co`
            if words.len() > 1 && words.last().is_some_and(|word| word == "&") {
                words.pop();
            }
        }
        Name { words: words.len(), core: words.join(" "), form: (!form.is_empty()).then(|| form.join(" ")) }
    }
}

/// The words of a name in lower case without marks; `and` is `&`.
fn words(name: &str) -> Vec<String> {
    let plain = |word: &str| -> String {
        let letters = word.chars().filter(|c| c.is_alphanumeric() || "&+".contains(*c));
        letters.flat_map(char::to_lowercase).collect()
    };
    let words = name.split_whitespace().map(plain).filter(|word| !word.is_empty());
    words.map(|word| if word == "and" { "&".to_owned() } else { word }).collect()
}
