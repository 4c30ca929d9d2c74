//! Scales: where a number stands between two edges, which ticks are round, and how numbers are written.

/// A scale from its lowest to its highest number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Equal differences are equally far apart.
    Linear {
        /// Lowest number.
        low: f64,
        /// Highest number.
        high: f64,
    },
    /// Equal ratios are equally far apart; both ends are powers of ten.
    Log {
        /// Power of ten of the lowest number.
        low: i32,
        /// Power of ten of the highest number.
        high: i32,
    },
}

/// Positive numbers that differ by more than this factor are drawn by their ratios.
const FAR: f64 = 60.0;

impl Scale {
    /// The scale that shows all `values`: by ratio if they are positive and far apart, else from nought.
    pub fn of(values: impl Iterator<Item = f64> + Clone) -> Self {
        let low = values.clone().fold(f64::INFINITY, f64::min);
        let high = values.fold(f64::NEG_INFINITY, f64::max);
        if low > 0.0 && high / low > FAR {
            return Self::Log { low: low.log10().floor() as i32, high: high.log10().ceil() as i32 };
        }
        Self::linear(low.min(0.0), high.max(0.0))
    }

    /// A linear scale of round ends around `low` and `high`.
    pub fn linear(low: f64, high: f64) -> Self {
        let (low, high) = if low.is_finite() && high > low { (low, high) } else { (0.0, 1.0) };
        let step = step(high - low, 6);
        Self::Linear { low: (low / step).floor() * step, high: (high / step).ceil() * step }
    }

    /// Where `value` stands: 0 at the low end, 1 at the high end.
    pub fn at(self, value: f64) -> f64 {
        match self {
            Self::Linear { low, high } => (value - low) / (high - low),
            Self::Log { low, high } => (value.log10() - f64::from(low)) / f64::from((high - low).max(1)),
        }
    }

    /// Round numbers along the scale, `most` or a few less.
    pub fn ticks(self, most: usize) -> Vec<f64> {
        match self {
            Self::Linear { low, high } => {
                let step = step(high - low, most);
                let first = (low / step).ceil() as i64;
                (first..).map(|n| n as f64 * step).take_while(|&tick| tick <= high + step * 1e-9).collect()
            }
            Self::Log { low, high } => {
                let every = ((high - low) as usize).div_ceil(most).max(1);
                (low..=high).step_by(every).map(|power| 10f64.powi(power)).collect()
            }
        }
    }

    /// Whether it goes by ratio; a chart says so.
    pub fn is_log(self) -> bool {
        matches!(self, Self::Log { .. })
    }
}

/// A step of 1, 2 or 5 times a power of ten that goes into `span` at most `most` times.
pub(super) fn step(span: f64, most: usize) -> f64 {
    let least = span / most.max(1) as f64;
    let decade = 10f64.powi(least.log10().floor() as i32);
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|lead| lead * decade)
        .find(|&step| step >= least * 0.999_999)
        .unwrap_or(least)
}

/// A number as an axis shows it: `40`, `1.5k`, `20m`, `3bn`, `1tn`.
pub fn compact(value: f64) -> String {
    const NAMES: [(f64, &str); 4] = [(1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")];
    let (unit, name) = NAMES.into_iter().find(|&(unit, _)| value.abs() >= unit * 0.9995).unwrap_or((1.0, ""));
    let scaled = value / unit;
    let places = if scaled.abs() >= 99.95 || unit == 1.0 && scaled.abs() >= 9.995 { 0 } else { 2 };
    let mut text = format!("{scaled:.places$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    // A power of ten below one has more places than two.
    if text == "0" && value != 0.0 {
        text = format!("{value}");
    }
    text + name
}

/// A whole number with its thousands set apart.
pub fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_few_round_ticks() {
        for most in [1.0, 6.0, 7.0, 13.0, 60.0, 99.0, 1234.0, 50_000.0, 7_654_321.0, 0.03] {
            let ticks = Scale::linear(0.0, most).ticks(6);
            assert!((2..=8).contains(&ticks.len()), "{most}: {ticks:?}");
            assert!(ticks[0] == 0.0 && *ticks.last().unwrap() >= most * 0.999, "{most}: {ticks:?}");
        }
    }

    #[test]
    fn far_numbers_go_by_ratio() {
        let scale = Scale::of([20.0, 5e9].into_iter());
        assert_eq!(scale, Scale::Log { low: 1, high: 10 });
        assert!(scale.ticks(5).len() <= 6);
        assert!(!Scale::of([20.0, 500.0].into_iter()).is_log());
        assert!(!Scale::of([-20.0, 5e9].into_iter()).is_log());
        assert!(!Scale::of(std::iter::empty()).is_log());
    }

    #[test]
    fn numbers_are_short_on_axes() {
        let shown = [0.0, 0.01, 0.5, 40.0, 1500.0, 20e6, 3e9, 1e12, 999_999.0, 12.5].map(compact);
        assert_eq!(shown, ["0", "0.01", "0.5", "40", "1.5k", "20m", "3bn", "1tn", "1m", "12"]);
        assert_eq!([7, 1234, 1_234_567].map(grouped), ["7", "1,234", "1,234,567"]);
    }
}
