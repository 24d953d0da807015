//! The wallet at the bank: how it gets there, what the bank says of it, its devices.
//!
//! ```text
//! created  -> register(enrolment code): stored -> POST /v1/wallets -> registered
//! restored ->                                     POST /v1/devices -> registered
//! ```
//!
//! Both send the same signed device authorisation each time, so a lost answer is asked for again.

mod devices;

use bank_api::{
    encoding::Bytes,
    id::AccountId,
    message::{
        bank::BankInfo,
        route,
        wallet::{AccountInfo, AuthoriseDevice, RegisterWallet},
    },
    time::Timestamp,
};

use crate::{
    Event, Wallet, WalletError,
    wallet::record::{self, Membership, Origin},
};

impl Wallet {
    /// Makes the wallet known to the bank, as the one of the customer who got `enrolment_code` from a commercial bank.
    /// May be called again when the answer was lost; a wallet that is registered stays so.
    pub async fn register(&self, enrolment_code: &str) -> Result<AccountInfo, WalletError> {
        let code = enrolment_code.trim().to_owned();
        if let Membership::Outside { .. } = self.store().read(record::membership).await? {
            self.store()
                .write(move |transaction| record::keep_enrolment_code(transaction, Some(code.as_str())))
                .await?;
            self.join().await?;
        }
        self.refresh_account().await
    }

    /// Does the bank know this device, as far as the wallet knows?
    pub async fn is_registered(&self) -> Result<bool, WalletError> {
        Ok(matches!(self.store().read(record::membership).await?, Membership::Registered))
    }

    /// Fails unless the bank knows this device; goes on with a registration that was interrupted.
    pub(crate) async fn check_registered(&self) -> Result<(), WalletError> {
        match self.store().read(record::membership).await? {
            Membership::Registered => Ok(()),
            Membership::Outside { .. } => self.join().await,
        }
    }

    /// Asks the bank to take this device in, with what is stored.
    pub(crate) async fn join(&self) -> Result<(), WalletError> {
        let Membership::Outside { origin, enrolment_code, authorisation } =
            self.store().read(record::membership).await?
        else {
            return Ok(());
        };
        let authorisation = Bytes(authorisation);
        let device = self.device_key();
        let answer: Result<AccountInfo, WalletError> = match (origin, enrolment_code) {
            (Origin::Restored, _) => {
                self.client().post(route::DEVICES, &AuthoriseDevice { authorisation }, None, device).await
            }
            (Origin::Created, Some(enrolment_code)) => {
                let body = RegisterWallet { enrolment_code, authorisation };
                self.client().post(route::WALLETS, &body, None, device).await
            }
            (Origin::Created, None) => return Err(WalletError::NotRegistered),
        };
        let account = match answer {
            Ok(account) => self.checked(account).await?,
            Err(error) if error.is_final_refusal() => {
                // The code is no good: it is not tried again by itself.
                self.store().write(|transaction| record::keep_enrolment_code(transaction, None)).await?;
                return Err(error);
            }
            Err(error) => return Err(error),
        };
        self.store()
            .write(move |transaction| {
                record::set_registered(transaction)?;
                record::set_profile(transaction, &account)
            })
            .await?;
        self.wake();
        Ok(())
    }

    /// The account as the bank described it last, from the store; `None` before registration.
    pub async fn profile(&self) -> Result<Option<AccountInfo>, WalletError> {
        self.store().read(record::profile).await
    }

    /// Asks the bank for the account: its owner, its limits, what is left of them. The balance in it is the bank's word;
    /// the verified one is [`balance`](Wallet::balance).
    pub async fn refresh_account(&self) -> Result<AccountInfo, WalletError> {
        self.check_registered().await?;
        let account: AccountInfo = self.client().get(route::ACCOUNT, Some(self.device_key())).await?;
        let account = self.checked(account).await?;
        let stored = account.clone();
        let clock_offset = self.client().clock_offset();
        let changed = self
            .store()
            .write(move |transaction| {
                record::set_clock_offset(transaction, clock_offset)?;
                record::set_profile(transaction, &stored)
            })
            .await?;
        if changed {
            self.event_sender().send(Event::AccountChanged);
        }
        Ok(account)
    }

    /// What time it is at the bank, to date something by. Asks the bank when it has not accepted our time of late.
    pub(crate) async fn bank_time(&self) -> Result<Timestamp, WalletError> {
        if !self.client().knows_time() {
            self.refresh_account().await?;
        }
        Ok(self.client().now())
    }

    /// Asks the bank who it is, its participants and its limits. What the wallet believes does not change by it.
    pub async fn bank_info(&self) -> Result<BankInfo, WalletError> {
        self.client().get(route::INFO, None).await
    }

    /// The answer is not signed: whoever stands in between must not send redemptions elsewhere. So the commercial bank is
    /// the one that was named first, and its account follows from its name.
    async fn checked(&self, account: AccountInfo) -> Result<AccountInfo, WalletError> {
        let known = self.profile().await?;
        let what = if account.account != self.account() {
            "it tells of another account"
        } else if known.is_some_and(|known| known.participant != account.participant) {
            "it names another commercial bank than before"
        } else if account.participant_account != AccountId::of_participant(&account.participant) {
            "it names another account than the commercial bank's"
        } else {
            return Ok(account);
        };
        Err(WalletError::BankAnswer(what.to_owned()))
    }
}
