use bank_api::{
    id::AccountId,
    message::{
        payment::PayeeInfo,
        wallet::{AccountStatus, HolderKind},
    },
};
use rusqlite::{OptionalExtension, Transaction};

use super::wallet::holder_kind;
use crate::{
    ledger::{Account, AccountKind},
    store::{StoreError, batch},
};

/// What the issuance account is called in entries.
const ISSUANCE_NAME: &str = "Issuance";

/// Who a payee is. `None` when there is no such account, or when it is no one's (the issuance account).
pub fn payee(tx: &Transaction<'_>, account: AccountId) -> Result<Option<PayeeInfo>, StoreError> {
    let Some(Account { kind, status, .. }) = batch::account(tx, account)? else { return Ok(None) };
    let kind = match kind {
        AccountKind::Issuance => return Ok(None),
        AccountKind::Participant => HolderKind::Participant,
        AccountKind::Wallet { .. } => {
            let mut select = tx.prepare_cached("SELECT kind FROM wallet WHERE account = ?1")?;
            select.query_row([account.as_bytes()], |row| holder_kind(row, 0))?
        }
    };
    // Only wallets are paid by wallets; a commercial bank receives redemptions, which name it by themselves.
    let may_receive = kind != HolderKind::Participant && status == AccountStatus::Active;
    Ok(Some(PayeeInfo { account, name: name(tx, account)?, kind, may_receive }))
}

/// What the holder of an account is called now. Empty for an account that does not exist.
pub(crate) fn name(tx: &Transaction<'_>, account: AccountId) -> Result<String, StoreError> {
    if account == AccountId::issuance() {
        return Ok(ISSUANCE_NAME.to_owned());
    }
    let mut select = tx.prepare_cached(
        "SELECT name FROM wallet WHERE account = ?1 UNION ALL SELECT name FROM participant WHERE account = ?1",
    )?;
    Ok(select.query_row([account.as_bytes()], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Says whether an account may be used from the next batch on. False when there is no such account.
pub fn set_status(
    tx: &Transaction<'_>,
    account: AccountId,
    status: AccountStatus,
) -> Result<bool, StoreError> {
    let status = match status {
        AccountStatus::Active => "active",
        AccountStatus::Frozen => "frozen",
    };
    let mut update = tx.prepare_cached("UPDATE account SET status = ?2 WHERE id = ?1")?;
    Ok(update.execute((account.as_bytes(), status))? == 1)
}
