use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashSet};

/// Names a timer of one queue. Ids only grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimerId(u64);

/// Values with a deadline, soonest first.
#[derive(Debug)]
pub struct TimerQueue<T> {
    heap: BinaryHeap<Entry<T>>,
    cancelled: HashSet<TimerId>,
    next_id: u64,
}

#[derive(Debug)]
struct Entry<T> {
    deadline: u64,
    id: TimerId,
    value: T,
}

impl<T> Ord for Entry<T> {
    /// The soonest deadline is the greatest, as the heap gives the greatest first.
    fn cmp(&self, other: &Self) -> Ordering {
        other.deadline.cmp(&self.deadline)
    }
}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<T> Eq for Entry<T> {}

impl<T> Default for TimerQueue<T> {
    fn default() -> Self {
        Self {
            heap: BinaryHeap::new(),
            cancelled: HashSet::new(),
            next_id: 0,
        }
    }
}

impl<T> TimerQueue<T> {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn insert(&mut self, deadline: u64, value: T) -> TimerId {
        let id = TimerId(self.next_id);
        self.next_id += 1;
        self.heap.push(Entry {
            deadline,
            id,
            value,
        });
        id
    }

    /// Lets a timer that was due wait again, under its old id.
    pub(crate) fn insert_again(&mut self, id: TimerId, deadline: u64, value: T) {
        self.heap.push(Entry {
            deadline,
            id,
            value,
        });
    }

    /// Cancels a timer, which is then never due.
    pub fn cancel(&mut self, id: TimerId) -> bool {
        self.cancelled.insert(id)
    }

    /// Takes the next timer whose deadline has come.
    pub fn pop_due(&mut self, now: u64) -> Option<(TimerId, T)> {
        while self.heap.peek()?.deadline <= now {
            let entry = self.heap.pop()?;
            if !self.cancelled.remove(&entry.id) {
                return Some((entry.id, entry.value));
            }
        }
        None
    }

    pub fn next_deadline(&self) -> Option<u64> {
        self.heap.peek().map(|entry| entry.deadline)
    }

    pub fn len(&self) -> usize {
        self.heap.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_soonest_comes_first() {
        let mut queue = TimerQueue::new();
        queue.insert(30, 'c');
        queue.insert(10, 'a');
        queue.insert(20, 'b');
        assert_eq!(queue.next_deadline(), Some(10));
        assert_eq!(queue.pop_due(20).map(|(_, value)| value), Some('a'));
        assert_eq!(queue.pop_due(20).map(|(_, value)| value), Some('b'));
        assert_eq!(queue.pop_due(20), None);
        assert_eq!(queue.len(), 1);
    }

    #[test]
    fn cancelled_timers_are_never_due() {
        let mut queue = TimerQueue::new();
        let id = queue.insert(1, 'a');
        queue.insert(2, 'b');
        assert!(queue.cancel(id));
        assert_eq!(queue.pop_due(5).map(|(_, value)| value), Some('b'));
        assert!(queue.is_empty());
    }
}
