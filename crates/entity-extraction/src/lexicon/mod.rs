//! Lists of names and words, built once.

/// Every list that extraction looks things up in.
#[derive(Debug, Default)]
pub struct Lexicons {}

impl Lexicons {
    /// The lists that come with the program.
    pub fn built_in() -> Self {
        Self::default()
    }
}
