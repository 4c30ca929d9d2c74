//! Numbers of programs that know only binary ones.

/// The number that `cell` shows, if such a program shows it again with the same digits, of which it has fifteen.
pub(super) fn exact(cell: &str) -> Option<f64> {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let number: f64 = cell.parse().ok()?;
    ((1..=15).contains(&digits) && number.to_string() == cell).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::exact;

    #[test]
    fn numbers_keep_their_digits_or_are_none() {
        assert_eq!(exact("5.3"), Some(5.3));
        assert_eq!(exact("-1200"), Some(-1200.0));
        assert_eq!(exact("2021-11"), None);
        assert_eq!(exact("3.14159265358979323"), None);
        assert_eq!(exact("12345678901234567890"), None);
        assert_eq!(exact("inf"), None);
        assert_eq!(exact(""), None);
    }
}
