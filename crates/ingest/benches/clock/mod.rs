//! CPU time and medians for benches.

use std::time::{Duration, Instant};

/// CPU time of all threads of the process so far; where the system does not tell, time that has passed.
pub(crate) fn spent(started: Instant) -> Duration {
    #[cfg(unix)]
    {
        let _ = started;
        let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
    }
    #[cfg(not(unix))]
    started.elapsed()
}

/// The middle of some values.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
