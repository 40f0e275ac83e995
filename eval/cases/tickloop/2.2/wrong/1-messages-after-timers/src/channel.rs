use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// Sends messages to the channel it was made with. Clones send to the same channel.
#[derive(Debug)]
pub struct Sender<T> {
    queue: Rc<RefCell<VecDeque<T>>>,
}

/// The receiving end, for [`EventLoop::insert_channel`](crate::EventLoop::insert_channel).
#[derive(Debug)]
pub struct Channel<T> {
    queue: Rc<RefCell<VecDeque<T>>>,
}

/// Makes both ends of a channel within one thread.
pub fn channel<T>() -> (Sender<T>, Channel<T>) {
    let queue = Rc::new(RefCell::new(VecDeque::new()));
    (
        Sender {
            queue: Rc::clone(&queue),
        },
        Channel { queue },
    )
}

impl<T> Sender<T> {
    pub fn send(&self, message: T) {
        self.queue.borrow_mut().push_back(message);
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self {
            queue: Rc::clone(&self.queue),
        }
    }
}

impl<T> Channel<T> {
    /// Takes what was sent so far.
    pub(crate) fn take_all(&self) -> VecDeque<T> {
        self.queue.take()
    }
}
