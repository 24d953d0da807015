//! One payment: the merchant's screen, the payer's camera, the money.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, bail, ensure};
use bank_api::{amount::Amount, id::RequestId};
use qr_scan::{Level, Symbol};
use wallet_core::{CodeKind, Event, Events, Payment, PaymentState, Preview, Wallet};

use super::cast::Holder;
use crate::image::Image;

/// How long the merchant waits for the word of a payment that is settled.
const NOTICE_WAIT: Duration = Duration::from_secs(10);
const MODULE_PX: usize = 6;

/// What the merchant's screen shows.
pub(super) struct Shown {
    pub(super) request: RequestId,
    pub(super) symbol: Symbol,
}

/// A payment that is through.
pub(super) struct Paid {
    pub(super) payment: Payment,
    /// From the camera's frame to "settled, receipt verified".
    pub(super) scan_to_settled: Duration,
}

/// The merchant asks for `amount`: a request at the bank, its code as a PNG file.
pub(super) async fn show(merchant: &Holder, amount: Amount, memo: &str, png: &Path) -> anyhow::Result<Shown> {
    let request = merchant.wallet.request(amount, Some(memo), Duration::from_mins(10)).await?;
    let symbol = Symbol::new(&request.code, Level::Medium)?;
    std::fs::write(png, symbol.to_png(MODULE_PX)).with_context(|| png.display().to_string())?;
    Ok(Shown { request: request.id, symbol })
}

/// The camera sees the picture: its pixels, not its text.
pub(super) fn see(png: &Path) -> anyhow::Result<Image> {
    Image::open(png).with_context(|| png.display().to_string())
}

/// The payer's wallet reads the frame and asks the bank who that is.
pub(super) async fn scan(payer: &Holder, frame: &Image, amount: Option<Amount>) -> anyhow::Result<Preview> {
    let codes = Wallet::scan(&frame.frame()?);
    let [code] = codes.as_slice() else { bail!("{} codes were found in the picture of one", codes.len()) };
    ensure!(code.kind == CodeKind::Dlak, "the merchant's code is read as {:?}", code.kind);
    Ok(payer.wallet.prepare(&code.text, amount, None).await?)
}

/// From the frame to the money: scan, prepare, confirm.
pub(super) async fn pay(payer: &Holder, frame: &Image) -> anyhow::Result<Paid> {
    let start = Instant::now();
    let preview = scan(payer, frame, None).await?;
    confirm(payer, preview, start).await
}

/// The payer says yes.
pub(super) async fn confirm(payer: &Holder, preview: Preview, start: Instant) -> anyhow::Result<Paid> {
    let payment = payer.wallet.confirm(preview).await?;
    ensure!(payment.state == PaymentState::Settled, "the payment is {}", payment.state.name());
    Ok(Paid { payment, scan_to_settled: start.elapsed() })
}

/// The merchant's wallet says that the request is paid: its entry is there, and verified.
pub(super) async fn told(events: &mut Events, request: RequestId, amount: Amount) -> anyhow::Result<String> {
    let heard = async {
        while let Some(event) = events.next().await {
            if let Event::Received { request: Some(paid), amount: got, from, .. } = event
                && paid == request
            {
                ensure!(got == amount, "the merchant got {got} instead of {amount}");
                return Ok(from);
            }
        }
        bail!("the merchant's wallet has stopped")
    };
    tokio::time::timeout(NOTICE_WAIT, heard).await.context("the merchant was not told of the payment")?
}
