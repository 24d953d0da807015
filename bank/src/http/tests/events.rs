//! Streams of events: what they say, and when they end.

use axum::body::{Body, BodyDataStream};
use bank_api::{
    http_signature,
    message::{
        route,
        wallet::{AccountInfo, AuthoriseDevice, Devices, RevokeDevice},
    },
};
use futures_util::StreamExt;
use http::StatusCode;
use tower::ServiceExt;

use super::sandbox::{Phone, Sandbox, get, two_customers};
use crate::testing::kip;

/// An open stream, read piece by piece.
struct Events(BodyDataStream);

impl Events {
    async fn open(bank: &Sandbox, phone: &Phone, last_event_id: Option<u64>) -> Self {
        let mut request = get(route::EVENTS);
        bank.sign(&mut request, &phone.device);
        if let Some(id) = last_event_id {
            // Not covered by the signature: it grants nothing.
            request.headers_mut().insert("last-event-id", id.into());
        }
        let response = bank.router.clone().oneshot(request.map(Body::from)).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        let mut events = Self(response.into_body().into_data_stream());
        assert_eq!(events.next().await.as_deref(), Some("retry: 3000\n\n"));
        events
    }

    /// The next piece; `None` when the bank has ended the stream.
    async fn next(&mut self) -> Option<String> {
        let piece = self.0.next().await?;
        Some(String::from_utf8(piece.unwrap().to_vec()).unwrap())
    }
}

fn entry(seq: u64) -> String {
    format!("id: {seq}\nevent: entry\ndata: {{\"seq\":{seq}}}\n\n")
}

#[tokio::test]
async fn a_wallet_is_told_of_its_entries_and_of_no_others() {
    let (bank, noy, dao) = two_customers().await;
    let mut events = Events::open(&bank, &dao, None).await;
    assert_eq!(events.next().await, Some(entry(1)));
    let third = bank.customer(3, kip(5), kip(5)).await;
    bank.settle(noy.order(1, third.account, kip(1)), &noy).await;
    bank.settle(noy.order(2, dao.account, kip(1)), &noy).await;
    assert_eq!(events.next().await, Some(entry(2)));
}

#[tokio::test]
async fn a_stream_goes_on_where_the_last_one_ended() {
    let (bank, noy, dao) = two_customers().await;
    let mut up_to_date = Events::open(&bank, &dao, Some(1)).await;
    bank.settle(noy.order(1, dao.account, kip(1)), &noy).await;
    assert_eq!(up_to_date.next().await, Some(entry(2)));
    let mut behind = Events::open(&bank, &dao, Some(1)).await;
    assert_eq!(behind.next().await, Some(entry(2)));
}

#[tokio::test]
async fn a_stream_ends_when_its_device_is_revoked_and_no_other_does() {
    let (bank, noy, dao) = two_customers().await;
    let second = noy.second();
    let authorise = AuthoriseDevice { authorisation: second.authorisation() };
    bank.post(&second.device, route::DEVICES, &authorise).await.ok::<AccountInfo>();
    let mut revoked = Events::open(&bank, &noy, Some(1)).await;
    let mut other = Events::open(&bank, &second, Some(1)).await;
    let revoke = RevokeDevice { revocation: noy.revocation() };
    bank.post(&second.device, route::DEVICE_REVOCATIONS, &revoke).await.ok::<Devices>();
    assert_eq!(revoked.next().await, None);
    bank.settle(dao.order(1, noy.account, kip(1)), &dao).await;
    assert_eq!(other.next().await, Some(entry(2)));
}

#[tokio::test]
async fn a_device_that_opens_streams_without_end_has_the_newest_only() {
    let (bank, noy, dao) = two_customers().await;
    let mut others = Events::open(&bank, &dao, Some(1)).await;
    let mut opened = Vec::new();
    for _ in 0..5 {
        opened.push(Events::open(&bank, &noy, Some(1)).await);
    }
    assert_eq!(opened.remove(0).next().await, None);
    bank.settle(noy.order(1, dao.account, kip(1)), &noy).await;
    for events in opened.iter_mut().chain([&mut others]) {
        assert_eq!(events.next().await, Some(entry(2)));
    }
}

#[tokio::test]
async fn streams_end_when_the_bank_shuts_down() {
    let (mut bank, noy, _) = two_customers().await;
    let mut events = Events::open(&bank, &noy, Some(1)).await;
    bank.begin_shutdown();
    assert_eq!(events.next().await, None);
    bank.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_silent_stream_beats_every_fifteen_seconds_and_ends_after_a_quarter_of_an_hour() {
    let (bank, noy, _) = two_customers().await;
    let began = tokio::time::Instant::now();
    let mut events = Events::open(&bank, &noy, Some(1)).await;
    let mut beats = 0;
    while let Some(beat) = events.next().await {
        assert_eq!(beat, ": heartbeat\n\n");
        beats += 1;
        assert_eq!(began.elapsed().as_secs(), beats * 15);
    }
    assert_eq!(began.elapsed().as_secs(), 15 * 60);
}

#[tokio::test]
async fn a_stream_is_opened_with_a_signature_only() {
    let (bank, noy, _) = two_customers().await;
    assert_eq!(bank.send(get(route::EVENTS)).await.code(), "signature-invalid");
    let mut request = get(route::EVENTS);
    http_signature::sign(&mut request, &noy.spending, bank.now(), [1; 16]).unwrap();
    assert_eq!(bank.send(request).await.code(), "unknown-key");
}
