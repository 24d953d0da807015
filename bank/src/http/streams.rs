//! The open streams of events, by device: no device has more than [`STREAMS`], and a device that is revoked has none.
//!
//! A phone whose network comes and goes leaves streams behind that the bank believes open. So it is the oldest that ends
//! when there are too many, and never the new one that is refused.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bank_api::key::KeyId;
use tokio::sync::oneshot;

/// The most streams of one device.
const STREAMS: usize = 4;

/// All open streams. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Streams(Arc<Mutex<Open>>);

#[derive(Default)]
struct Open {
    /// Each with its number, oldest first. It ends when its sender is dropped.
    by_device: HashMap<KeyId, VecDeque<(u64, oneshot::Sender<()>)>>,
    opened: u64,
}

impl Streams {
    /// Counts a stream of a device in, as long as what this gives lives; ends the device's oldest if it has too many.
    pub(super) fn open(&self, device: KeyId) -> Place {
        let mut open = self.lock();
        open.opened += 1;
        let number = open.opened;
        let (end, ended) = oneshot::channel();
        let of_device = open.by_device.entry(device).or_default();
        if of_device.len() >= STREAMS {
            of_device.pop_front();
        }
        of_device.push_back((number, end));
        Place { device, number, ended: Some(ended), streams: self.clone() }
    }

    /// Ends all streams of a device.
    pub(super) fn end(&self, device: KeyId) {
        self.lock().by_device.remove(&device);
    }

    // Each change leaves it whole: a poisoned lock is taken anyway.
    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One open stream.
pub(super) struct Place {
    device: KeyId,
    number: u64,
    /// `None` once it has ended.
    ended: Option<oneshot::Receiver<()>>,
    streams: Streams,
}

impl Place {
    /// Ready when the stream must end.
    pub(super) async fn ended(&mut self) {
        if let Some(ended) = &mut self.ended {
            // Nothing is ever sent: the sender is dropped.
            let _ = ended.await;
            self.ended = None;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.streams.lock();
        if let Some(of_device) = open.by_device.get_mut(&self.device) {
            of_device.retain(|(number, _)| *number != self.number);
            if of_device.is_empty() {
                open.by_device.remove(&self.device);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn the_oldest_stream_of_a_device_ends_for_a_new_one() {
        let streams = Streams::default();
        let [phone, other] = [1, 2].map(|n| KeyId::from_bytes([n; 16]));
        let mut others = streams.open(other);
        let mut of_phone: Vec<_> = (0..STREAMS).map(|_| streams.open(phone)).collect();
        assert!(of_phone.iter_mut().all(|place| place.ended().now_or_never().is_none()));
        of_phone.push(streams.open(phone));
        let ended = |place: &mut Place| place.ended().now_or_never().is_some();
        assert_eq!(of_phone.iter_mut().map(ended).collect::<Vec<_>>(), [true, false, false, false, false]);

        // One that went away by itself makes room.
        of_phone.remove(1);
        of_phone.push(streams.open(phone));
        assert_eq!(of_phone.iter_mut().map(ended).collect::<Vec<_>>(), [true, false, false, false, false]);
        streams.end(phone);
        assert!(of_phone.iter_mut().all(ended));
        assert!(!ended(&mut others));
        drop((of_phone, others));
        assert!(streams.lock().by_device.is_empty());
    }
}
