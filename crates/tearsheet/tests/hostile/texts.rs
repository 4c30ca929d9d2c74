//! Texts made to be slow: each repeats what some rule, or some step of reading, has to look around for.

use std::borrow::Cow;

/// A text that goes on and on.
pub(crate) struct Hostile {
    /// What it is made of.
    pub(crate) name: Cow<'static, str>,
    /// Stands at its beginning, once.
    pub(crate) start: &'static str,
    /// Stands again and again; `@@` is a new name each time, and `##` a new number.
    pub(crate) again: Cow<'static, str>,
}

const fn of(name: &'static str, again: &'static str) -> Hostile {
    Hostile { name: Cow::Borrowed(name), start: "", again: Cow::Borrowed(again) }
}

const fn after(name: &'static str, start: &'static str, again: &'static str) -> Hostile {
    Hostile { name: Cow::Borrowed(name), start, again: Cow::Borrowed(again) }
}

impl Hostile {
    /// The text, `size` bytes long at least.
    pub(crate) fn text(&self, size: usize) -> String {
        let mut text = self.start.to_owned();
        for number in 0.. {
            if text.len() >= size {
                break;
            }
            if self.again.contains(['@', '#']) {
                let again = self.again.replace("@@", &name(number)).replace("##", &number.to_string());
                text.push_str(&again);
            } else {
                text.push_str(&self.again);
            }
        }
        text
    }
}

/// A text that repeats up to four of the others' pieces, chosen by `seed`.
pub(crate) fn mixture(seed: u64) -> Hostile {
    let mut state = seed;
    // SplitMix64
    let mut draw = |limit: usize| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    };
    let count = 2 + draw(3);
    let again: String = (0..count).map(|_| &*ALL[draw(ALL.len())].again).collect();
    Hostile { name: format!("{again:?}").into(), start: "", again: again.into() }
}

/// The name with this number, of syllables: `Bamuko`.
fn name(mut number: usize) -> String {
    let mut name = String::new();
    while name.len() < 6 || number > 0 {
        let (consonant, vowel) = (b"bdfghklmnprstvz"[number % 15], b"aeiou"[number / 15 % 5]);
        name.push(char::from(if name.is_empty() { consonant.to_ascii_uppercase() } else { consonant }));
        name.push(char::from(vowel));
        number /= 75;
    }
    name
}

/// What other texts are measured against: an article like any other.
pub(crate) static USUAL: Hostile = of(
    "an article",
    "Keelson Yards said on Tuesday that it had sold 14 ferries for $35 million in 2019, about 12% more than the year \
     before. The Bergen-based company, which employs 1,200 people in three towns, was founded in 1987 by two brothers. \
     Its engineers write software in Java and Python.\n\nAnalysts at Harbour Securities had expected revenue of \
     between €28 million and €30 million. “We are pleased,” said Anna Lund, its chief executive. Shares rose by 4.5% \
     to 210 kroner in early trading, and the order book now stands at 30 ships until the end of 2027.\n\n",
);

/// Texts that are hard on something.
pub(crate) static ALL: &[Hostile] = &[
    // Marks that open and never close, or close and never open.
    of("round brackets", "("),
    of("round brackets with blanks", "( "),
    of("closing brackets", ") "),
    of("square brackets", "["),
    of("Markdown links", "[a]("),
    of("angle brackets", "<"),
    of("tags", "<a "),
    of("comments", "<!-- "),
    of("braces", "{"),
    of("quotes", "\""),
    of("opening quotes", "“a "),
    of("single quotes", "'a "),
    of("quotes over lines", "“word and word\n"),
    of("quotes over paragraphs", "“word and word\n\n"),
    of("nested quotes", "“ ‘ "),
    of("a word in brackets", "(Acme) "),
    of("names with brackets", "Acme (A) "),
    of("open bracket after a name", "Acme Corp. ("),
    // Single marks.
    of("commas", ","),
    of("commas with blanks", ", "),
    of("hyphens", "-"),
    of("hyphens with blanks", "- "),
    of("dashes", "—"),
    of("dots", "."),
    of("dots with blanks", ". "),
    of("ellipses", "… "),
    of("colons", ": "),
    of("semicolons", "; "),
    of("slashes", "/"),
    of("backslashes", "\\"),
    of("pipes", "|"),
    of("pipes with blanks", "| "),
    of("ampersands", "&"),
    of("ampersands with blanks", "& "),
    of("entities", "&amp;"),
    of("stars", "*"),
    of("stars with words", "*a **b "),
    of("underscores", "_a "),
    of("backticks", "`"),
    of("backticks of any number", "` `` ``` "),
    of("tildes", "~"),
    of("hashes", "#"),
    of("hashes with blanks", "# "),
    of("equals signs", "="),
    of("plus signs", "+"),
    of("apostrophes", "’s "),
    of("percent signs", "%"),
    of("percent signs with blanks", "% "),
    of("dollars", "$"),
    of("dollars with blanks", "$ "),
    of("at signs", "@"),
    // White space and lines.
    of("blanks", " "),
    of("tabs", "\t"),
    of("line feeds", "\n"),
    of("form feeds", "\x0c"),
    of("carriage returns", "\r"),
    of("blanks of other widths", "\u{a0}\u{2009}"),
    of("one word a line", "word\n"),
    of("one capital a line", "Word\n"),
    of("one letter a line", "a\n"),
    of("one word a paragraph", "Word\n\n"),
    of("one number a line", "12\n"),
    of("lines that end in hyphens", "inter-\n"),
    of("lines that end in hyphens and go on", "inter-\nnational "),
    of("list items", "- item\n"),
    of("list items of capitals", "- Acme\n"),
    of("nested list items", " - a\n"),
    of("nested quotations", "> "),
    of("quotation lines", "> a\n"),
    of("headings", "# A\n"),
    of("underlined headings", "A\n=\n"),
    of("rows of a table", "a\tb\n"),
    of("rows of a table of firms", "Acme Ltd\t12\t$5m\n"),
    of("rows of a Markdown table", "| a | b |\n"),
    after("a Markdown table without end", "| a | b |\n|---|---|\n", "| Acme | 5 |\n"),
    of("references", "[1] A. Author, “Title,” 2001.\n"),
    of("link definitions", "[a]: b\n"),
    of("footnotes", "[^a] "),
    of("running heads", "THE DAILY NEWS 12\n\nword word word word\n\n"),
    of("captions", "Figure 1. A ship\n"),
    of("bylines", "By Anna Lund\n"),
    of("copyright lines", "© 2019 Acme Ltd\n"),
    of("dates of lines", "May 5, 2019\n"),
    // Words.
    of("one word", "word "),
    of("one long word", "word"),
    of("capitals", "A"),
    of("capitals with blanks", "A "),
    of("capitals with dots", "A. "),
    of("capitals with dots and no blanks", "A."),
    of("capitalised words", "Word "),
    of("capitalised words and ampersands", "Word & "),
    of("capitalised words and commas", "Word, "),
    of("capitalised words and hyphens", "Word-"),
    of("capitalised words and slashes", "Word/"),
    of("words of capitals", "ACME "),
    of("camel case", "AcmeBank"),
    of("a firm", "Acme Corp. "),
    of("a firm with commas", "Acme Corp., "),
    of("firms", "Acme Ltd and Nordwind GmbH bought Keelson plc. "),
    of("owners", "Acme's "),
    of("owners of owners", "Acme’s Word’s "),
    of("legal forms", "Ltd "),
    of("legal forms with dots", "Inc. Co. Corp. "),
    of("titles of persons", "Mr. "),
    of("persons", "Mr. Anna Lund, chief executive of Acme, said "),
    of("firms without a stop", "Acme Ltd bought Keelson plc, which "),
    of("employees without a stop", "Acme Ltd employs 5 people, which "),
    of("seats without a stop", "Acme Ltd, based in Leeds, and "),
    of("founders without a stop", "Acme Ltd was founded in 1999 by Anna Lund and "),
    of("of", "X of Y of Z of "),
    of("of the", "of the "),
    of("the", "the "),
    of("and", "and "),
    of("capitals and", "Acme and "),
    of("or", "or "),
    of("in", "in "),
    of("a", "a "),
    of("it", "it "),
    of("the company", "the company "),
    of("said", "said "),
    of("that", "that "),
    of("by", "by "),
    of("from to", "from to "),
    of("between and", "between and "),
    of("more than", "more than "),
    of("at least", "at least "),
    of("per", "per "),
    of("each", "each "),
    of("respectively", "5 and 6, respectively, "),
    of("as of", "as of "),
    of("university", "University of "),
    of("bank", "Bank of the "),
    of("founded in", "founded in "),
    of("based in", "based in "),
    of("seats", "Leeds, England, "),
    of("countries", "Germany, France and "),
    of("sectors", "software maker "),
    of("skills", "Java, Python, "),
    of("skills without commas", "Java "),
    of("skills and words", "experience with Java and "),
    of("versions", "Java 8 9 10 "),
    of("skills with signs", "C++/C#/"),
    of("human skills", "leadership and communication "),
    after("a list of skills", "Skills: ", "Xyzzy, "),
    // Numbers.
    of("digits", "1"),
    of("digits with blanks", "1 "),
    of("digits with commas", "1,"),
    of("digits with commas and blanks", "1, "),
    of("digits with dots", "1."),
    of("digits with hyphens", "1-"),
    of("digits with slashes", "1/"),
    of("digits with colons", "1:"),
    of("thousands", ",000"),
    of("thousands of thousands", "1,000,000,"),
    of("numbers", "1234 "),
    of("numbers of lists", "12, 13, 14 and "),
    of("money", "$5 "),
    of("money without blanks", "$5"),
    of("sums", "$5 million, "),
    of("millions", "million "),
    of("millions of millions", "5 million million "),
    of("number words", "one hundred "),
    of("number words with hyphens", "twenty-one-"),
    of("number words and", "one and "),
    of("fractions", "two thirds of "),
    of("halves", "half a "),
    of("hundreds of", "hundreds of "),
    of("percentages", "5% "),
    of("percent in words", "5 per cent "),
    of("percentages without a stop", "5% of "),
    of("ranges", "5 to 6 to "),
    of("ranges with dashes", "5–6–"),
    of("ranges of money", "$5-$6 "),
    of("years", "2019 "),
    of("years with hyphens", "2019-20 "),
    of("dates", "May 5, 2019, "),
    of("dates without commas", "5 May "),
    of("days", "Monday, "),
    of("quarters", "Q4 "),
    of("units", "kg "),
    of("measures", "5 kg "),
    of("measures of measures", "5 kg per km per "),
    of("counts", "5 ships, "),
    of("counts with adjectives", "5 new large old small "),
    of("counts without a noun", "5 big "),
    of("movements", "rose by 5% to 6% from "),
    of("steps", "up 5 down 6 "),
    of("times", "three times "),
    of("exponents", "1e9"),
    of("exponents with signs", "10^-5 "),
    of("ordinals", "1st "),
    of("numbered items", "1) "),
    of("labels", "A1 B2 "),
    of("versions with dots", "1.2.3.4."),
    of("phone numbers", "+44 20 7946 0000 "),
    after("a figure and a tail", "Acme sold 5 ships ", "of the old and "),
    after("a firm and a tail", "Acme Ltd ", "of the old and "),
    of("issuers of standards", "ISO "),
    of("issuers with slashes", "ISO/IEC/"),
    of("standards", "ISO 9001-"),
    // Things that are all different.
    of("other firms", "@@ Ltd bought a ship. "),
    of("other firms without a stop", "@@ Ltd and "),
    of("other firms of two words", "@@ Shipping Ltd sold ## ships to the city. "),
    of("other firms without a form", "The chief executive of @@ said that @@ would grow. "),
    of("other firms with short forms", "@@ Holdings (@@) grew. "),
    of("other firms of one first word", "Harbour @@ Ltd grew. "),
    of("other firms of one last word", "@@ Harbour Ltd grew. "),
    of("other acronyms", "The Bureau of @@ Fish (B@@F) met. "),
    of("other universities", "The University of @@ grew. "),
    of("other subsidiaries", "@@ Ltd, a unit of @@ Group plc, employs ## people. "),
    of("other capitals", "@@ @@ @@ "),
    of("other persons", "Mr. @@ Lund said so. "),
    of("other figures", "It sold ## ships. "),
    of("other figures without a stop", "## ships, "),
    of("other sums", "$## million, "),
    of("other lines", "@@ ##\n"),
    of("other paragraphs", "@@ went on\n\n"),
    of("other paragraphs in lower case", "and so @@ went on and on and\n\n"),
    of("other running heads", "@@ NEWS ##\n\nthe ship went on and on to @@\n\n"),
    of("other list items", "- @@\n"),
    of("other rows", "@@ Ltd\t##\t$5m\n"),
    of("other link definitions", "[@@]: b\n"),
    of("other links", "[@@][@@] "),
    of("other footnotes", "[^@@] [^@@]: a\n\n"),
    of("other headings", "# @@\n\n"),
    after("other skills", "Skills: ", "@@, "),
    of("broken words", "the @@- \n\nbama and on "),
    of("continued pages", "the @@ went on and on to\n\ncontinued on page ##\n\n"),
    // Addresses.
    of("URLs", "http://a.b/c "),
    of("URLs without blanks", "http://"),
    of("paths of URLs", "a/b?c=d&"),
    of("hosts", "www.a."),
    of("mail addresses", "a@b.c "),
    of("mail addresses without end", "a@b."),
    // Writing of other kinds.
    of("combining marks", "\u{301}"),
    of("letters with combining marks", "e\u{301}"),
    of("Chinese", "公司"),
    of("Chinese with stops", "公司。"),
    of("Japanese", "カタカナ"),
    of("Arabic", "شركة "),
    of("Thai", "บริษัท"),
    of("full-width digits", "３"),
    of("ligatures", "ﬁ"),
    of("letters beyond the first plane", "𝔘"),
    of("families of emoji", "👩\u{200d}👧"),
    of("joiners", "\u{200d}"),
    of("soft hyphens", "a\u{ad}"),
    of("marks of direction", "\u{202e}a"),
    of("replacement characters", "\u{fffd}"),
    of("NULs", "a\0"),
    of("controls", "\u{7}"),
    of("flags", "🇳🇴"),
    of("superscripts", "²"),
    of("Roman numerals", "Ⅷ "),
];
