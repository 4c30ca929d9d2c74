//! A dictionary of token sequences, walked one fold at a time.

use rustc_hash::FxHashMap;

/// A node of the [`Trie`]; the root is [`Trie::ROOT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Node(u32);

/// Maps sequences of token folds to lists of entries.
#[derive(Debug, Default)]
pub(super) struct Trie {
    edges: FxHashMap<(u32, u64), u32>,
    /// Entries that end at a node, in the order of insertion.
    ends: Vec<Vec<u32>>,
}

impl Trie {
    pub(super) const ROOT: Node = Node(0);

    pub(super) fn with_capacity(sequences: usize) -> Self {
        let mut edges = FxHashMap::default();
        edges.reserve(sequences * 2);
        Self { edges, ends: vec![Vec::new()] }
    }

    pub(super) fn insert(&mut self, folds: impl IntoIterator<Item = u64>, entry: u32) {
        let mut node = 0;
        for fold in folds {
            let fresh = self.ends.len() as u32;
            node = *self.edges.entry((node, fold)).or_insert(fresh);
            if node == fresh {
                self.ends.push(Vec::new());
            }
        }
        self.ends[node as usize].push(entry);
    }

    pub(super) fn step(&self, from: Node, fold: u64) -> Option<Node> {
        self.edges.get(&(from.0, fold)).map(|&node| Node(node))
    }

    /// The entries whose sequence ends here.
    pub(super) fn entries(&self, node: Node) -> &[u32] {
        &self.ends[node.0 as usize]
    }

    pub(super) fn entries_mut(&mut self, node: Node) -> &mut Vec<u32> {
        &mut self.ends[node.0 as usize]
    }
}
