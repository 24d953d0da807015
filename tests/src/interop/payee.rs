//! Asks for money, and waits until it is there.

use std::time::Duration;

use tokio::time::timeout;
use wallet_core::{Event, Events, PaymentRequest, Wallet};

use super::{PAID_FILE, PATIENCE, Paid, Pgm, REQUEST_FILE, Task, Trouble};

pub(super) async fn perform(task: &Task, wallet: &Wallet) -> Result<(), Trouble> {
    let mut events = wallet.events();
    let request = wallet.request(task.amount, Some("interop"), Duration::from_mins(10)).await?;
    task.publish(REQUEST_FILE, &Pgm::of_code(&request.code)?.to_bytes())?;
    let paid = tokio::select! {
        () = wallet.run() => return Err("following the bank has ended".into()),
        paid = timeout(PATIENCE, received(&mut events, &request)) => paid.map_err(|_| "nobody has paid")??,
    };
    task.publish(PAID_FILE, &serde_json::to_vec(&paid)?)?;
    Ok(())
}

/// Waits for the entry that pays the request: the wallet tells of it when it is verified.
async fn received(events: &mut Events, asked: &PaymentRequest) -> Result<Paid, Trouble> {
    while let Some(event) = events.next().await {
        if let Event::Received { seq, amount, from, request, .. } = event
            && request == Some(asked.id)
        {
            return Ok(Paid { amount: amount.att(), from, seq });
        }
    }
    Err("the wallet is gone".into())
}
