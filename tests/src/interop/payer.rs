//! Pays what is in the picture, and proves it.

use tokio::time::{Instant, sleep};
use wallet_core::{Payment, PaymentState, ProvenReceipt, TopUpState, Wallet};

use super::{PATIENCE, Pgm, RECEIPT_FILE, REQUEST_FILE, Task, Trouble, appears};

pub(super) async fn perform(task: &Task, wallet: &Wallet) -> Result<(), Trouble> {
    let top_up = wallet.top_up(task.amount).await?;
    if top_up.state != TopUpState::Done {
        return Err(format!("the top-up is {}", top_up.state.name()).into());
    }
    wallet.sync().await?;
    let picture = Pgm::read(&appears(&task.folder.join(REQUEST_FILE)).await?)?;
    let seen = Wallet::scan(&picture.frame()?);
    let [code] = seen.as_slice() else { return Err(format!("{} codes in the picture", seen.len()).into()) };
    let preview = wallet.prepare(&code.text, None, None).await?;
    if preview.amount() != task.amount {
        return Err(format!("{} kip are asked for", preview.amount()).into());
    }
    let payment = settled(wallet, wallet.confirm(preview).await?).await?;
    let receipt = wallet.receipt(payment.order_id).await?.to_string();
    ProvenReceipt::verify(&receipt, wallet.trust())?;
    task.publish(RECEIPT_FILE, receipt.as_bytes())?;
    Ok(())
}

/// Goes on until the payment is settled.
async fn settled(wallet: &Wallet, mut payment: Payment) -> Result<Payment, Trouble> {
    let until = Instant::now() + PATIENCE;
    while !payment.state.is_final() && Instant::now() < until {
        sleep(std::time::Duration::from_millis(20)).await;
        wallet.resume().await?;
        payment = wallet.payment(payment.order_id).await?;
    }
    match payment.state {
        PaymentState::Settled => Ok(payment),
        state => Err(format!("the payment is {}", state.name()).into()),
    }
}
