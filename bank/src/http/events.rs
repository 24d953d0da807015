//! Server-sent events (WHATWG HTML, section 9.2): "your account has a newer entry", and nothing else.
//!
//! ```text
//! retry: 3000
//!
//! id: 7
//! event: entry
//! data: {"seq":7}
//!
//! : heartbeat                   every 15 seconds
//! ```
//!
//! A stream begins with the account's newest entry, unless `Last-Event-ID` says that the wallet has it: so nothing
//! is missed between two streams. It ends after a quarter of an hour, that the wallet may show itself anew, when
//! the device is revoked or opens too many (see [`super::streams`]), and when the bank shuts down.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use bank_api::message::route;
use futures_util::{Stream, StreamExt, stream};
use http::{HeaderMap, HeaderName, HeaderValue, header::CACHE_CONTROL};
use tokio::{sync::watch, time::Instant};

use super::{Api, call::Signed, caller::Device, refusal::Refusal, streams::Place};
use crate::{directory, sequencer::Notices};

const HEARTBEAT: Duration = Duration::from_secs(15);
const RETRY: Duration = Duration::from_secs(3);
const LONGEST: Duration = Duration::from_mins(15);

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
const HEADERS: [(HeaderName, HeaderValue); 2] = [
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    // Tells a proxy in front not to collect events before it passes them on.
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
];

/// Says when the wallet's account has a newer entry.
#[utoipa::path(get, path = route::EVENTS, tag = "wallet",
    responses((status = 200, body = String, content_type = "text/event-stream",
        description = "Events `entry`: the id is the newest entry's number, the data `{\"seq\":7}`")))]
pub(super) async fn events(
    State(api): State<Api>,
    headers: HeaderMap,
    Signed { caller, .. }: Signed<Device>,
) -> Result<Response, Refusal> {
    // Subscribed before the newest entry is looked up: what comes in between is said twice rather than never.
    let listener = Listener {
        notices: api.ledger.subscribe(caller.account),
        place: api.streams.open(caller.key),
        stopping: api.stopping.clone(),
        until: Instant::now() + LONGEST,
    };
    let (now, limits) = (api.env.clock.now(), api.limits);
    let (newest, still_allowed) = api
        .database
        .read(move |tx| {
            let info = directory::account_info(tx, caller.account, limits, now)?;
            let device = directory::device_by_key(tx, caller.key)?;
            Ok((info.map_or(0, |info| info.seq), device.is_some_and(|device| device.revoked_at.is_none())))
        })
        .await?;
    if !still_allowed {
        return Err(Refusal::forbidden("the wallet's owner has revoked this device"));
    }
    let has = headers.get(LAST_EVENT_ID).and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or(0);
    let first = (newest > has).then_some(newest);
    let keep_alive = KeepAlive::new().interval(HEARTBEAT).text("heartbeat");
    Ok((HEADERS, Sse::new(listener.stream(first)).keep_alive(keep_alive)).into_response())
}

/// One open stream.
struct Listener {
    notices: Notices,
    place: Place,
    stopping: watch::Receiver<bool>,
    until: Instant,
}

impl Listener {
    fn stream(self, first: Option<u64>) -> impl Stream<Item = Result<Event, Infallible>> {
        let hello = Event::default().retry(RETRY);
        let beginning = [Some(hello), first.map(entry)].into_iter().flatten();
        let rest = stream::unfold(self, |mut listener| async move {
            let event = listener.next().await?;
            Some((event, listener))
        });
        stream::iter(beginning).chain(rest).map(Ok)
    }

    /// The next event; `None` when the stream ends.
    async fn next(&mut self) -> Option<Event> {
        tokio::select! {
            biased;
            _ = self.stopping.wait_for(|stopping| *stopping) => None,
            () = tokio::time::sleep_until(self.until) => None,
            () = self.place.ended() => None,
            seq = self.notices.next() => Some(entry(seq)),
        }
    }
}

fn entry(seq: u64) -> Event {
    Event::default().id(seq.to_string()).event("entry").data(format!("{{\"seq\":{seq}}}"))
}
