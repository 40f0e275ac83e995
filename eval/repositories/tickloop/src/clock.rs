use std::cell::Cell;

/// Tells the time in milliseconds. It never goes back.
pub trait Clock {
    fn now(&self) -> u64;
}

/// A clock that moves when it is told to.
#[derive(Debug, Default)]
pub struct ManualClock {
    now: Cell<u64>,
}

impl ManualClock {
    pub fn new() -> Self {
        Self::default()
    }

    /// Moves on by some milliseconds; stops at the largest number.
    pub fn advance(&self, by: u64) {
        self.now.set(self.now.get().saturating_add(by));
    }

    /// Moves to a time. A time that has passed changes nothing.
    pub fn set(&self, now: u64) {
        self.now.set(self.now.get().max(now));
    }
}

impl Clock for ManualClock {
    fn now(&self) -> u64 {
        self.now.get()
    }
}
