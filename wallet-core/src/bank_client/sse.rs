//! Server-sent events (WHATWG HTML, section 9.2): the little of them that the bank sends.
//!
//! An event only says that there is more, so nothing of its data is kept but that it came.

/// More than any true line; what is longer is cut off, and its event still counts.
const MAX_LINE_BYTES: usize = 4096;

/// Cuts a stream into lines and counts its events.
#[derive(Debug, Default)]
pub(crate) struct EventCounter {
    line: Vec<u8>,
    has_data: bool,
}

impl EventCounter {
    /// Takes the next piece of the stream; gives how many events ended in it.
    pub(crate) fn feed(&mut self, piece: &[u8]) -> usize {
        let mut events = 0;
        for byte in piece {
            match byte {
                b'\n' => events += usize::from(self.end_line()),
                b'\r' => {}
                _ if self.line.len() < MAX_LINE_BYTES => self.line.push(*byte),
                _ => {}
            }
        }
        events
    }

    /// An empty line ends an event, if it had data; a line that begins with a colon is a heartbeat.
    fn end_line(&mut self) -> bool {
        let line = std::mem::take(&mut self.line);
        if line.is_empty() {
            return std::mem::take(&mut self.has_data);
        }
        self.has_data |= line.starts_with(b"data:") || line == b"data";
        false
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STREAM: &[u8] =
        b"retry: 3000\n\n: heartbeat\n\nid: 7\nevent: entry\ndata: {\"seq\":7}\n\nid: 8\r\ndata: x\r\n\r\n";

    #[test]
    fn events_are_counted_and_heartbeats_are_not() {
        assert_eq!(EventCounter::default().feed(STREAM), 2);
    }

    proptest! {
        #[test]
        fn how_the_stream_is_cut_makes_no_difference(cut in 0..STREAM.len()) {
            let mut counter = EventCounter::default();
            prop_assert_eq!(counter.feed(&STREAM[..cut]) + counter.feed(&STREAM[cut..]), 2);
        }

        #[test]
        fn rubbish_takes_no_memory(bytes in proptest::collection::vec(any::<u8>(), 0..10_000)) {
            let mut counter = EventCounter::default();
            counter.feed(&bytes);
            prop_assert!(counter.line.len() <= MAX_LINE_BYTES);
        }
    }
}
