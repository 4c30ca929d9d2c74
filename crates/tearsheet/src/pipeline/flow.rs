//! What keeps the threads of the line in step: how much may be under way, and whose turn it is.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait<'a, T>(bell: &Condvar, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
    bell.wait(guard).unwrap_or_else(PoisonError::into_inner)
}

/// Bounds what was read and not yet given on, so that memory does not depend on the length of the input.
pub(super) struct Budget {
    most: usize,
    state: Mutex<Spent>,
    bell: Condvar,
}

#[derive(Default)]
struct Spent {
    spent: usize,
    closed: bool,
}

impl Budget {
    pub(super) fn new(most: usize) -> Self {
        Self { most, state: Mutex::default(), bell: Condvar::new() }
    }

    /// Takes `cost` as soon as there is room for it, or nothing else is under way: what is larger than the budget
    /// goes alone. Says whether anybody still wants it.
    pub(super) fn take(&self, cost: usize) -> bool {
        let mut state = locked(&self.state);
        while !state.closed && state.spent > 0 && state.spent.saturating_add(cost) > self.most {
            state = wait(&self.bell, state);
        }
        state.spent = state.spent.saturating_add(cost);
        !state.closed
    }

    pub(super) fn give_back(&self, cost: usize) {
        let mut state = locked(&self.state);
        state.spent = state.spent.saturating_sub(cost);
        self.bell.notify_all();
    }

    /// A guard whose end says that nobody wants more.
    pub(super) fn closes(&self) -> impl Drop + '_ {
        struct Closes<'a>(&'a Budget);
        impl Drop for Closes<'_> {
            fn drop(&mut self) {
                locked(&self.0.state).closed = true;
                self.0.bell.notify_all();
            }
        }
        Closes(self)
    }
}

/// Lets threads at `T` one after the other, in the order of the numbers that they hold.
#[derive(Default)]
pub(super) struct Turns<T> {
    state: Mutex<(usize, T)>,
    bell: Condvar,
}

impl<T> Turns<T> {
    /// The turn of `number`; it comes to the next number in any case, also if this thread fails before it.
    pub(super) fn ticket(&self, number: usize) -> Ticket<'_, T> {
        Ticket { turns: self, number, used: false }
    }
}

pub(super) struct Ticket<'a, T> {
    turns: &'a Turns<T>,
    number: usize,
    used: bool,
}

impl<'a, T> Ticket<'a, T> {
    /// Waits for the turn and uses it.
    pub(super) fn with<R>(mut self, act: impl FnOnce(&mut T) -> R) -> R {
        let mut state = self.wait();
        let result = act(&mut state.1);
        self.used = true;
        state.0 += 1;
        drop(state);
        self.turns.bell.notify_all();
        result
    }

    fn wait(&self) -> MutexGuard<'a, (usize, T)> {
        let turns = self.turns;
        let mut state = locked(&turns.state);
        while state.0 != self.number {
            state = wait(&turns.bell, state);
        }
        state
    }
}

impl<T> Drop for Ticket<'_, T> {
    fn drop(&mut self) {
        if !self.used {
            self.wait().0 += 1;
            self.turns.bell.notify_all();
        }
    }
}

/// Calls `tell` if its thread ends in a panic.
pub(super) struct OnPanic<F: FnMut()>(pub(super) F);

impl<F: FnMut()> Drop for OnPanic<F> {
    fn drop(&mut self) {
        if thread::panicking() {
            (self.0)();
        }
    }
}
