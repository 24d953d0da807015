//! What happens, step by step; each step is checked.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::ensure;
use bank_api::{
    amount::Amount, env::Env, id::OrderId, message::exchange::ExchangeStatus, message::wallet::HolderKind,
};
use dlak_cli::{
    sandbox::{Sandbox, SandboxOptions},
    supply,
};
use qr_scan::{Level, Symbol, Terminal};
use wallet_core::{BankClient, HttpTransport, PaymentState, ProvenReceipt, TopUpState};

use super::{
    cast::{Holder, onboard},
    report::{Report, Summary},
    till::{self, Paid, Shown},
};
use crate::{format::kip, output::Output};

/// In kip.
const ISSUED: u64 = 500_000_000;
const FIAT: u64 = 5_000_000;
const TOP_UP: u64 = 2_000_000;
const COFFEE: u64 = 15_000;
const GIFT: u64 = 50_000;

fn amount(kip: u64) -> anyhow::Result<Amount> {
    Ok(Amount::from_kip(kip)?)
}

pub(super) async fn tell(folder: &Path, payments: u32, output: Output) -> anyhow::Result<()> {
    let mut report = Report::begin(output)?;

    report.chapter("Issue")?;
    let options = SandboxOptions {
        data: folder.join("bank"),
        listen: ([127, 0, 0, 1], 0).into(),
        authorities: Vec::new(),
    };
    let sandbox = Sandbox::start(options, Env::system()).await?;
    report.done(&format!("a bank opens at {}", sandbox.url()))?;
    issue(&sandbox, &mut report).await?;

    report.chapter("Exchange")?;
    let wallets = folder.join("wallets");
    let fiat = amount(FIAT)?;
    let khamla = onboard(&sandbox, &wallets, "Khamla Sayasone", HolderKind::Person, fiat).await?;
    report.done("Khamla opens a wallet: words, keys, PIN; the bank knows it")?;
    let noy = onboard(&sandbox, &wallets, "Noy Vongsa", HolderKind::Person, fiat).await?;
    report.done("Noy opens a wallet")?;
    let cafe = onboard(&sandbox, &wallets, "Han Kafe", HolderKind::Merchant, fiat).await?;
    report.done("Han Kafe, a merchant, opens a wallet")?;
    for holder in [&khamla, &noy, &cafe] {
        top_up(holder, amount(TOP_UP)?).await?;
        report.done(&format!("{} tops up {}", holder.name, kip(amount(TOP_UP)?)))?;
    }

    report.chapter("Scan and pay")?;
    let mut paid = vec![first_payment(&mut report, folder, &khamla, &cafe, output).await?];
    paid.push(gift(&mut report, folder, &noy, &khamla).await?);
    paid.extend(more_payments(&mut report, folder, [&khamla, &noy], &cafe, payments).await?);

    report.chapter("Redeem and prove")?;
    let redeemed = redeem(&mut report, &sandbox, &cafe).await?;
    prove_receipts(&mut report, folder, [&khamla, &noy], &paid, (&cafe, redeemed)).await?;
    prove_supply(&mut report, &sandbox, [&khamla, &noy, &cafe]).await?;
    sandbox.stop().await?;
    report.done("the bank closes")?;
    summarise(&report, folder, &paid)
}

async fn issue(sandbox: &Sandbox, report: &mut Report) -> anyhow::Result<()> {
    let (central_bank, issued) = (sandbox.central_bank(), amount(ISSUED)?);
    central_bank.mint(central_bank.new_id()?, sandbox.vault().clone(), issued).await?;
    report.done(&format!("the central bank mints {}", kip(issued)))?;
    central_bank.deposit_reserves(central_bank.new_id()?, sandbox.participant()?, issued).await?;
    sandbox.purchase(issued).await?;
    report.done(&format!("{}, a commercial bank, buys them against its reserves", sandbox.participant()?))
}

async fn top_up(holder: &Holder, amount: Amount) -> anyhow::Result<()> {
    let top_up = holder.wallet.top_up(amount).await?;
    ensure!(top_up.state == TopUpState::Done, "the top-up is {}", top_up.state.name());
    let synced = holder.wallet.sync().await?;
    ensure!(synced.balance == amount, "after the top-up the balance is {}", synced.balance);
    Ok(())
}

/// The merchant's screen, the payer's camera, the name that the bank knows, the money, the word to the merchant.
async fn first_payment(
    report: &mut Report,
    folder: &Path,
    payer: &Holder,
    cafe: &Holder,
    output: Output,
) -> anyhow::Result<Paid> {
    let (price, png) = (amount(COFFEE)?, folder.join("request.png"));
    let Shown { request, symbol } = till::show(cafe, price, "Lao coffee", &png).await?;
    report.done(&format!("{} asks for {}: a QR code, as a PNG", cafe.name, kip(price)))?;
    report.picture(&symbol.to_terminal(if output.has_colour() {
        Terminal::Colour
    } else {
        Terminal::DarkGround
    }))?;
    let frame = till::see(&png)?;
    let mut events = cafe.wallet.events();
    let paid = tokio::select! {
        // The merchant's wallet follows the bank meanwhile.
        () = cafe.wallet.run() => anyhow::bail!("the merchant's wallet has stopped"),
        paid = async {
            let start = Instant::now();
            let preview = till::scan(payer, &frame, None).await?;
            ensure!(preview.payee().name == cafe.name, "the bank says that this is {}", preview.payee().name);
            let what = format!("Khamla scans it: {} to {}, as the bank knows it", kip(preview.amount()), preview.payee().name);
            let scanned = start.elapsed();
            report.done_in(&what, scanned)?;
            let paid = till::confirm(payer, preview, start).await?;
            let confirmed = paid.scan_to_settled.saturating_sub(scanned);
            report.done_in("Khamla confirms: settled, the bank's receipt verified", confirmed)?;
            let from = till::told(&mut events, request, price).await?;
            report.done(&format!("{} is told: {} from {from}, entry and proof verified", cafe.name, kip(price)))?;
            anyhow::Ok(paid)
        } => paid?,
    };
    Ok(paid)
}

/// From person to person: a static code, the amount typed by the payer.
async fn gift(report: &mut Report, folder: &Path, payer: &Holder, payee: &Holder) -> anyhow::Result<Paid> {
    let (gift, png) = (amount(GIFT)?, folder.join("static.png"));
    let code = payee.wallet.static_code(None).await?;
    std::fs::write(&png, Symbol::new(&code, Level::Medium)?.to_png(6))?;
    let frame = till::see(&png)?;
    let start = Instant::now();
    let preview = till::scan(payer, &frame, Some(gift)).await?;
    let paid = till::confirm(payer, preview, start).await?;
    report.done_in(&format!("Noy pays Khamla {} by her sticker", kip(gift)), paid.scan_to_settled)?;
    Ok(paid)
}

async fn more_payments(
    report: &mut Report,
    folder: &Path,
    payers: [&Holder; 2],
    cafe: &Holder,
    payments: u32,
) -> anyhow::Result<Vec<Paid>> {
    let png = folder.join("till.png");
    let mut paid = Vec::new();
    for (number, payer) in (1..payments).zip(payers.into_iter().cycle()) {
        till::show(cafe, amount(1_000 * u64::from(number))?, &format!("order {number}"), &png).await?;
        paid.push(till::pay(payer, &till::see(&png)?).await?);
    }
    report.done(&format!("{} more payments at the till", paid.len()))?;
    Ok(paid)
}

/// The merchant turns all that it took into fiat money.
async fn redeem(report: &mut Report, sandbox: &Sandbox, cafe: &Holder) -> anyhow::Result<OrderId> {
    let taken = cafe.wallet.sync().await?.balance;
    let before = sandbox.look_up(cafe.customer).await?.fiat.available;
    let redemption = cafe.wallet.redeem(taken).await?;
    ensure!(redemption.state == PaymentState::Settled, "the redemption is {}", redemption.state.name());
    // The digital kip is gone in one commit; the commercial bank credits the fiat account right after.
    for _ in 0..200 {
        if cafe.wallet.exchange(redemption.order_id).await?.status == ExchangeStatus::Done {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let after = sandbox.look_up(cafe.customer).await?.fiat.available;
    ensure!(
        before.checked_add(taken) == Some(after),
        "the fiat account went from {before} to {after} for {taken}"
    );
    report.done(&format!("{} redeems {} into its bank account", cafe.name, kip(taken)))?;
    Ok(redemption.order_id)
}

/// Every receipt: verified by the wallet that paid, written to a file, and verified from the file by keys alone.
async fn prove_receipts(
    report: &mut Report,
    folder: &Path,
    payers: [&Holder; 2],
    paid: &[Paid],
    (cafe, redeemed): (&Holder, OrderId),
) -> anyhow::Result<()> {
    let receipts = folder.join("receipts");
    std::fs::create_dir_all(&receipts)?;
    let mut orders = vec![(cafe, redeemed)];
    for paid in paid {
        let id = paid.payment.order_id;
        for payer in payers {
            if payer.wallet.payment(id).await.is_ok() {
                orders.push((payer, id));
            }
        }
    }
    ensure!(orders.len() == paid.len() + 1, "a payment belongs to nobody");
    for (payer, id) in &orders {
        let file = receipts.join(format!("{id}.txt"));
        std::fs::write(&file, payer.wallet.receipt(*id).await?.to_string())?;
        let proven = ProvenReceipt::verify(&std::fs::read_to_string(&file)?, payer.wallet.trust())?;
        ensure!(proven.receipt().order_id == *id, "the receipt is another payment's");
    }
    report
        .done(&format!("{} receipts verified: signatures, and inclusion in the signed ledger", orders.len()))
}

/// The supply is what was minted, and it is all there: in wallets, at the commercial bank, in the vault.
async fn prove_supply(report: &mut Report, sandbox: &Sandbox, holders: [&Holder; 3]) -> anyhow::Result<()> {
    for holder in holders {
        holder.wallet.sync().await?;
        ensure!(holder.wallet.divergences().await?.is_empty(), "{} saw two ledgers", holder.name);
    }
    report.done("all three wallets in step: every entry, balance and proof verified")?;
    let transport = HttpTransport::new(sandbox.url(), &[])?;
    let anybody = BankClient::new(sandbox.url(), Arc::new(transport), Env::system())?;
    let supply = supply::prove(&anybody, Some(holders[0].wallet.trust().clone())).await?;
    ensure!(supply.outstanding == amount(ISSUED)?, "minted {ISSUED}, and {} are out", supply.outstanding);
    report.done(&format!(
        "supply {} = what was minted, recomputed from all {} leaves of the ledger",
        kip(supply.outstanding),
        supply.tree_size
    ))?;
    let audit = sandbox.central_bank().audit().await?;
    ensure!(audit.findings.is_empty(), "the audit found: {}", audit.findings.join("; "));
    report.done(&format!("the central bank's audit of {} accounts finds nothing wrong", audit.accounts))
}

fn summarise(report: &Report, folder: &Path, paid: &[Paid]) -> anyhow::Result<()> {
    let mut times: Vec<_> = paid.iter().map(|paid| paid.scan_to_settled).collect();
    times.sort_unstable();
    let (Some(worst), Some(median)) = (times.last(), times.get(times.len() / 2)) else {
        anyhow::bail!("nothing was paid");
    };
    let path = |name: &str| folder.join(name).display().to_string();
    let files = vec![
        ("the QR code", path("request.png")),
        ("the receipts", path("receipts")),
        ("the wallets", path("wallets")),
        ("the bank's ledger", path("bank/bank.sqlite")),
    ];
    report.summary(&Summary { payments: times.len(), median: *median, worst: *worst, files })
}
