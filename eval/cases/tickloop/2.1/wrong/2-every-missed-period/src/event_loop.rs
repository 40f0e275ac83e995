use crate::{TimerId, TimerQueue};

type Callback<'l, D> = Box<dyn FnOnce(&mut D) + 'l>;

enum Timer<'l, D> {
    Once(Callback<'l, D>),
    Interval {
        deadline: u64,
        period: u64,
        callback: Box<dyn FnMut(&mut D) + 'l>,
    },
}

/// Runs callbacks when their time has come. The callbacks share the value of type `D`.
pub struct EventLoop<'l, D> {
    timers: TimerQueue<Timer<'l, D>>,
    idle: Vec<Callback<'l, D>>,
}

impl<D> Default for EventLoop<'_, D> {
    fn default() -> Self {
        Self {
            timers: TimerQueue::new(),
            idle: Vec::new(),
        }
    }
}

impl<'l, D> EventLoop<'l, D> {
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs a callback once when the deadline has come.
    pub fn insert_timer(&mut self, deadline: u64, callback: impl FnOnce(&mut D) + 'l) -> TimerId {
        self.timers
            .insert(deadline, Timer::Once(Box::new(callback)))
    }

    /// Runs a callback whenever a period after the start is over, at least one millisecond. It does not drift; periods
    /// that were missed are skipped.
    pub fn insert_interval(
        &mut self,
        start: u64,
        period: u64,
        callback: impl FnMut(&mut D) + 'l,
    ) -> TimerId {
        let period = period.max(1);
        let deadline = start.saturating_add(period);
        self.timers.insert(
            deadline,
            Timer::Interval {
                deadline,
                period,
                callback: Box::new(callback),
            },
        )
    }

    /// Runs a callback once, at the next dispatch.
    pub fn insert_idle(&mut self, callback: impl FnOnce(&mut D) + 'l) {
        self.idle.push(Box::new(callback));
    }

    /// Stops a timer that has not run yet.
    pub fn cancel(&mut self, id: TimerId) -> bool {
        self.timers.cancel(id)
    }

    /// When the loop has to be woken at the latest.
    pub fn next_deadline(&self) -> Option<u64> {
        self.timers.next_deadline()
    }

    /// Runs what is due and returns how many callbacks were run.
    pub fn run_once(&mut self, now: u64, shared: &mut D) -> usize {
        let mut count = 0;
        for callback in self.idle.drain(..) {
            callback(shared);
            count += 1;
        }
        while let Some((id, timer)) = self.timers.pop_due(now) {
            match timer {
                Timer::Once(callback) => callback(shared),
                Timer::Interval {
                    deadline,
                    period,
                    mut callback,
                } => {
                    callback(shared);
                    let deadline = deadline.saturating_add(period);
                    self.timers.insert_again(
                        id,
                        deadline,
                        Timer::Interval {
                            deadline,
                            period,
                            callback,
                        },
                    );
                }
            }
            count += 1;
        }
        count
    }
}
