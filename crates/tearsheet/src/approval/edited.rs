//! Lines of the user's lexicons that came, went or changed, by what rows show of them.

use std::collections::BTreeSet;

use tearsheet_regress::cause::Edits;

/// Columns of lexicons that hold what articles say, and whether they are those of units.
const SHOWN: [(&str, bool); 5] =
    [("surface", false), ("name", false), ("aliases", false), ("words", true), ("symbols", true)];

/// Tells what differs between two texts of the lexicon called `name`, whose lines rows call `rule` and their number.
pub(super) fn tell(name: &str, rule: Option<&str>, before: &[String], now: &[String], edits: &mut Edits) {
    let (old, new): (BTreeSet<&String>, BTreeSet<&String>) = (before.iter().collect(), now.iter().collect());
    for (index, line) in before.iter().enumerate().skip(1).filter(|(_, line)| !new.contains(line)) {
        let told = format!("{name}: the line {line:?} went");
        edits.then.extend(rule.map(|rule| (format!("{rule}{}", index + 1), told.clone())));
        shown(before, line, &told, edits);
    }
    for (index, line) in now.iter().enumerate().skip(1).filter(|(_, line)| !old.contains(line)) {
        let told = format!("{name}:{}", index + 1);
        edits.now.extend(rule.map(|rule| (format!("{rule}{}", index + 1), told.clone())));
        shown(now, line, &told, edits);
    }
}

/// Notes what rows show of a line.
fn shown(lexicon: &[String], line: &str, told: &str, edits: &mut Edits) {
    let header = lexicon.first().map_or_else(Vec::new, |line| cells(line));
    let is_of_units = header.iter().any(|column| column == "words");
    for (column, cell) in header.iter().zip(cells(line)) {
        let Some((_, of_units)) = SHOWN.into_iter().find(|(name, _)| name == column) else { continue };
        let map = if of_units || is_of_units { &mut edits.units } else { &mut edits.surfaces };
        let surfaces = cell.split(';').map(|it| it.trim().to_lowercase()).filter(|it| !it.is_empty());
        map.extend(surfaces.map(|surface| (surface, told.to_owned())));
    }
}

fn cells(line: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
    reader
        .records()
        .flatten()
        .flat_map(|it| it.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_line_is_known_by_what_articles_say_of_it() {
        let mut edits = Edits::default();
        let (before, now) = (
            lines("name,aliases,kind\nOld Yard,,company\n"),
            lines("name,aliases,kind\n\"Smith, Wright & Co\",Wrights; SWC,company\n"),
        );
        tell("lexicon/firms.csv", Some("lexicon/user:"), &before, &now, &mut edits);
        let went = "lexicon/firms.csv: the line \"Old Yard,,company\" went";
        assert_eq!(edits.surfaces["old yard"], went);
        assert_eq!(edits.then["lexicon/user:2"], went);
        for surface in ["smith, wright & co", "wrights", "swc"] {
            assert_eq!(edits.surfaces[surface], "lexicon/firms.csv:2");
        }
        assert!(!edits.surfaces.contains_key("company"), "{edits:?}");
        let units = lines("name,dimension,ucum,words,symbols\nsmoot,length,,smoot;smoots,sm\n");
        tell("lexicon/units.csv", None, &[], &units, &mut edits);
        assert_eq!(edits.units.keys().collect::<Vec<_>>(), ["sm", "smoot", "smoots"]);
    }
}
