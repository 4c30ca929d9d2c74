//! A dictionary of phrases over token folds: the longest phrase that starts at a token is found in one walk.

use rustc_hash::FxHashMap;
use tearsheet_ingest::Token;
use tearsheet_ingest::token::tokenize;

/// Phrases, each with a value. The keys are the [`fold`](tearsheet_ingest::Token::fold)s of a phrase's tokens, so
/// that case is left to the value.
#[derive(Clone, Debug)]
pub struct Trie<T> {
    edges: FxHashMap<(u32, u64), u32>,
    values: Vec<Option<T>>,
    /// The tokens of the phrase that is put in.
    tokens: Vec<Token>,
}

impl<T> Default for Trie<T> {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

impl<T> Trie<T> {
    /// An empty dictionary with room for about `phrases` phrases.
    pub fn with_capacity(phrases: usize) -> Self {
        let mut edges = FxHashMap::default();
        edges.reserve(phrases * 2);
        let mut values = Vec::with_capacity(phrases * 2);
        values.push(None);
        Self { edges, values, tokens: Vec::new() }
    }

    /// Adds `phrase`, cut into tokens as articles are, unless it is there already. A phrase without a token is
    /// left out.
    pub fn insert(&mut self, phrase: &str, value: T) {
        let tokens = self.cut(phrase);
        self.insert_folds(tokens.iter().map(|token| token.fold), value);
        self.tokens = tokens;
    }

    /// Adds `phrase`, in the place of what is there already.
    pub fn replace(&mut self, phrase: &str, value: T) {
        let tokens = self.cut(phrase);
        let node = self.node_of(tokens.iter().map(|token| token.fold));
        self.tokens = tokens;
        if node != 0 {
            self.values[node as usize] = Some(value);
        }
    }

    /// The tokens of `phrase`, in the buffer.
    fn cut(&mut self, phrase: &str) -> Vec<Token> {
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.clear();
        tokenize(phrase, 0, &mut tokens);
        tokens
    }

    /// Adds the phrase with these token folds, unless it is there already.
    pub fn insert_folds(&mut self, folds: impl IntoIterator<Item = u64>, value: T) {
        let node = self.node_of(folds);
        if node != 0 {
            self.values[node as usize].get_or_insert(value);
        }
    }

    /// The node that these folds lead to, made where it is missing.
    fn node_of(&mut self, folds: impl IntoIterator<Item = u64>) -> u32 {
        let mut node = 0;
        for fold in folds {
            let fresh = self.values.len() as u32;
            node = *self.edges.entry((node, fold)).or_insert(fresh);
            if node == fresh {
                self.values.push(None);
            }
        }
        node
    }

    /// The longest phrase at the beginning of `folds` whose value `accepts`: how many tokens it has, and its value.
    pub fn longest(
        &self,
        folds: impl IntoIterator<Item = u64>,
        mut accepts: impl FnMut(usize, &T) -> bool,
    ) -> Option<(usize, &T)> {
        let mut found = None;
        self.prefixes(folds, |len, value| {
            if accepts(len, value) {
                found = Some((len, value));
            }
        });
        found
    }

    /// Gives every phrase at the beginning of `folds`, the shortest first: how many tokens it has, and its value.
    pub fn prefixes<'a>(&'a self, folds: impl IntoIterator<Item = u64>, mut give: impl FnMut(usize, &'a T)) {
        let mut node = 0;
        for (index, fold) in folds.into_iter().enumerate() {
            match self.edges.get(&(node, fold)) {
                Some(&next) => node = next,
                None => break,
            }
            if let Some(value) = &self.values[node as usize] {
                give(index + 1, value);
            }
        }
    }

    /// The value of exactly these folds.
    pub fn get(&self, folds: impl IntoIterator<Item = u64>) -> Option<&T> {
        let mut node = 0;
        for fold in folds {
            node = *self.edges.get(&(node, fold))?;
        }
        self.values[node as usize].as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tearsheet_ingest::fold_hash;

    fn folds(words: &str) -> Vec<u64> {
        words.split(' ').map(fold_hash).collect()
    }

    #[test]
    fn takes_the_longest_phrase_that_is_accepted() {
        let mut trie = Trie::default();
        trie.insert("Bank", 1);
        trie.insert("Bank of Norland", 2);
        trie.insert("", 3);
        assert_eq!(trie.longest(folds("bank of norland said"), |_, _| true), Some((3, &2)));
        assert_eq!(trie.longest(folds("bank of norland"), |_, &value| value == 1), Some((1, &1)));
        assert_eq!(trie.longest(folds("the bank"), |_, _| true), None);
        assert_eq!(trie.get(folds("BANK OF NORLAND")), Some(&2));
        assert_eq!(trie.get(folds("bank of")), None);
    }

    #[test]
    fn keeps_the_first_value() {
        let mut trie = Trie::default();
        trie.insert("Gap", 1);
        trie.insert("GAP", 2);
        assert_eq!(trie.get(folds("gap")), Some(&1));
        trie.replace("gap", 3);
        assert_eq!(trie.get(folds("Gap")), Some(&3));
    }
}
