//! What the log says of a request, and what it never says.

use std::{
    fmt::{Debug, Write},
    sync::{Arc, Mutex},
};

use bank_api::{encoding::base64url_encode, message::route};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

use super::sandbox::{Sandbox, get};
use crate::testing::{kip, order_id};

/// Writes every event down.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<String>>);

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{field}={value:?} ").unwrap();
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("bank")
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut lines = self.0.lock().unwrap();
        event.record(&mut Line(&mut lines));
        lines.push('\n');
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

#[tokio::test]
async fn the_log_names_routes_and_never_people_or_money() {
    let lines = Lines::default();
    // While there is only one subscriber, tracing asks that of the thread that comes by first whether a line is wanted,
    // for all threads: in the thread of another test there is none. With two it asks both.
    let _second = tracing::Dispatch::new(Lines::default());
    let _guard = tracing::subscriber::set_default(lines.clone());
    let bank = Sandbox::open().await;
    bank.stock(900, kip(1_000_000)).await;
    let noy = bank.customer(1, kip(80_123), kip(30_123)).await;
    let dao = bank.customer(2, kip(80_123), kip(30_123)).await;
    bank.settle(noy.order(1, dao.account, kip(12_345)), &noy).await;
    bank.get(&noy.device, &route::fill(route::PAYMENT, order_id(1))).await;
    bank.get(&noy.device, &route::fill(route::PAYEE, dao.account)).await;
    bank.pay(b"rubbish").await;
    bank.send(get("/nowhere")).await;
    bank.assert_sound().await;

    let log = lines.0.lock().unwrap().clone();
    for told in [
        "method=POST route=\"/v1/payments\" status=200",
        "method=POST route=\"/v1/payments\" status=400",
        "method=GET route=\"/v1/payments/{order}\" status=200",
        "method=GET route=\"-\" status=404",
    ] {
        assert!(log.contains(told), "{told} is not in\n{log}");
    }
    let secrets = [
        noy.code.clone(),
        noy.account.to_string(),
        noy.device.public().id().to_string(),
        noy.device.public().to_string(),
        base64url_encode(&*noy.device.to_seed()),
        order_id(1).to_string(),
        "Customer".to_owned(),
        "12345".to_owned(),
        "1234500".to_owned(),
        "80123".to_owned(),
        "30123".to_owned(),
    ];
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} is in\n{log}");
    }
}
