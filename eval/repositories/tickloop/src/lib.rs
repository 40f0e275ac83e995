//! A single-threaded event loop with timers. Time is handed in, in milliseconds.

mod clock;
mod event_loop;
mod queue;

pub use clock::{Clock, ManualClock};
pub use event_loop::EventLoop;
pub use queue::{TimerId, TimerQueue};
