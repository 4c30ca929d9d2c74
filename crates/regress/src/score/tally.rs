//! Counts of right and wrong, and how far they can be trusted.

/// What was found of one thing that is scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found as the gold says.
    pub found: u64,
    /// Found otherwise than the gold says.
    pub wrong: u64,
    /// In the gold alone.
    pub missed: u64,
    /// Found alone.
    pub spurious: u64,
}

impl Tally {
    /// Adds another tally.
    pub fn add(&mut self, other: Self) {
        self.found += other.found;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.spurious += other.spurious;
    }

    /// Part of what was found that is right, 0 to 1.
    pub fn precision(self) -> Part {
        Part { of: self.found, all: self.found + self.wrong + self.spurious }
    }

    /// Part of the gold that was found, 0 to 1.
    pub fn recall(self) -> Part {
        Part { of: self.found, all: self.found + self.wrong + self.missed }
    }

    /// Harmonic mean of the two, 0 to 1; 1 if there was nothing to find and nothing was found.
    pub fn f1(self) -> f64 {
        let all = self.precision().all + self.recall().all;
        if all == 0 { 1.0 } else { 2.0 * self.found as f64 / all as f64 }
    }
}

/// A part of a number of trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Trials that went well.
    pub of: u64,
    /// All of them.
    pub all: u64,
}

impl Part {
    /// The part, 0 to 1; nothing where there were no trials.
    pub fn value(self) -> Option<f64> {
        (self.all > 0).then(|| self.of as f64 / self.all as f64)
    }

    /// Wilson's score interval at 95 %.
    pub fn interval(self) -> Option<(f64, f64)> {
        const Z: f64 = 1.959_964;
        let n = self.all as f64;
        let p = self.value()?;
        let middle = p + Z * Z / (2.0 * n);
        let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        Some((((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        // 81 of 263: the example of Newcombe (1998), 0.2553 to 0.3662 without continuity correction.
        let (low, high) = Part { of: 81, all: 263 }.interval().expect("there are trials");
        assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5, "{low} {high}");
        assert_eq!(Part { of: 0, all: 0 }.interval(), None);
    }
}
