//! What a rule is: an id, what it reads, and the examples that hold it to its word.

/// A rule on figures. One test walks all of them.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The id in the column `rule`.
    pub id: &'static str,
    /// What it reads, in one line.
    pub reads: &'static str,
    /// Sentences with the canonical form of the figure that they must give.
    pub yields: &'static [(&'static str, &'static str)],
    /// Sentences in which the rule must stay silent, each with why.
    pub refuses: &'static [(&'static str, &'static str)],
}
