//! What a rule is, in short: equal as long as it is the same rule, so that two versions can be compared.

use crate::lexicon::lists;

/// Ids of the rules that are code, sorted, each with the hash of the file that defines it.
static RULES: &[(&str, u64)] = &include!(concat!(env!("OUT_DIR"), "/rule_prints.rs"));

/// The fingerprint of a rule, as the column `rule` names it: the hash of its code, or the line of its list
/// (`lexicon/firms.tsv:14`). Nothing if this version has no such rule.
pub fn fingerprint(rule: &str) -> Option<String> {
    if let Some((list, line)) = line_of(rule) {
        return lists::named(list)?.lines().nth(line.checked_sub(1)?).map(str::to_owned);
    }
    let at = RULES.binary_search_by_key(&rule, |(id, _)| id).ok()?;
    Some(format!("{:016x}", RULES[at].1))
}

/// Whether the built-in list that `rule` names still has a line, wherever it stands now.
pub fn has_line(rule: &str, line: &str) -> bool {
    line_of(rule)
        .and_then(|(list, _)| lists::named(list))
        .is_some_and(|list| list.lines().any(|it| it == line))
}

fn line_of(rule: &str) -> Option<(&str, usize)> {
    let (list, line) = rule.strip_prefix("lexicon/")?.rsplit_once(':')?;
    Some((list, line.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_lines_have_fingerprints() {
        for rule in
            ["count.noun", "percent", "range.to", "firm.head-noun", "country.from", "skill.list-neighbour"]
        {
            assert_eq!(fingerprint(rule).map(|print| print.len()), Some(16), "{rule}");
        }
        assert_ne!(fingerprint("count.noun"), fingerprint("money.mark"));
        assert_eq!(fingerprint("no.such-rule"), None);
        let first = fingerprint("lexicon/skills.csv:1").expect("there is a header");
        assert!(first.starts_with("surface,"), "{first}");
        assert!(has_line("lexicon/skills.csv:7", &first));
        assert!(!has_line("lexicon/skills.csv:1", "no such line"));
        assert_eq!(fingerprint("lexicon/user:2"), None);
    }
}
