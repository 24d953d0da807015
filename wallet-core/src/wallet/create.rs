//! Making, restoring and opening a wallet.

use std::sync::Arc;

use bank_api::{
    id::AccountId,
    key::SecretKey,
    message::{bank::BankInfo, route},
    statement::{DeviceAuthorisation, Signed, Statement, Version1},
    time::Timestamp,
};

use super::{
    Shared, Wallet, WalletParts,
    record::{self, Origin},
};
use crate::{
    BankTrust, KdfParameters, KeysError, Pin, StoreError, WalletError, Words,
    bank_client::BankClient,
    event::EventSender,
    keys::{KeystoreSecret, SealedKeys, WalletKeys},
    store::{Purpose, Store},
    trust,
};

/// The longest name of a device, in characters.
const LABEL_MAX_CHARS: usize = 64;

impl Wallet {
    /// Makes a new wallet: unlocked, and not known to the bank before [`register`](Wallet::register). The words are given
    /// once: without them, a lost phone is a lost wallet.
    ///
    /// `trust` is how the bank is to be believed; `None` asks the bank, once.
    pub async fn create(
        parts: WalletParts,
        pin: Pin,
        device_label: &str,
        trust: Option<BankTrust>,
    ) -> Result<(Wallet, Words), WalletError> {
        let words = Words::generate(parts.env.rng.as_ref())?;
        Self::make(parts, words, pin, device_label, trust, Origin::Created).await
    }

    /// Restores a wallet from its words, as a new device of it: unlocked. The history comes with the next
    /// [`sync`](Wallet::sync). A lost device can be revoked then.
    ///
    /// When the bank can't be reached the wallet is restored all the same, and joins as soon as it can. When the bank has
    /// no wallet of these words, nothing is kept.
    pub async fn restore(
        parts: WalletParts,
        words: Words,
        pin: Pin,
        device_label: &str,
        trust: Option<BankTrust>,
    ) -> Result<Wallet, WalletError> {
        let (wallet, _) = Self::make(parts, words, pin, device_label, trust, Origin::Restored).await?;
        match wallet.join().await {
            Ok(()) => Ok(wallet),
            Err(error) if error.is_final_refusal() => {
                wallet.store().write(record::delete).await?;
                Err(error)
            }
            Err(error @ (WalletError::Store(_) | WalletError::Job(_))) => Err(error),
            Err(error) => {
                tracing::debug!(code = error.code(), "restored, and not joined yet");
                Ok(wallet)
            }
        }
    }

    /// Opens the wallet that is there: locked. Nothing that was interrupted goes on before
    /// [`run`](Wallet::run) or [`resume`](Wallet::resume).
    pub async fn open(parts: WalletParts) -> Result<Wallet, WalletError> {
        let client = BankClient::new(&parts.bank_url, Arc::clone(&parts.transport), parts.env.clone())?;
        let store = Store::open(Arc::clone(&parts.files), parts.env.clone(), Purpose::Open).await?;
        let (wallet, trust) = store.read(|t| Ok((record::load(t)?, trust::load(t)?))).await?;
        // A crash while it was made leaves a file without a wallet.
        let ((account, keys), trust) = wallet.zip(trust).ok_or(StoreError::NotFound)?;
        client.set_clock_offset(store.read(record::clock_offset).await?);
        let keystore = Arc::clone(&parts.keystore);
        let device = parts
            .env
            .block(move || {
                let secret = KeystoreSecret::load(keystore.as_ref(), account)?;
                keys.open_device(account, &secret)
            })
            .await??;
        Ok(Self::assemble(parts, client, store, account, trust, device, None))
    }

    async fn make(
        parts: WalletParts,
        words: Words,
        pin: Pin,
        device_label: &str,
        trust: Option<BankTrust>,
        origin: Origin,
    ) -> Result<(Wallet, Words), WalletError> {
        let label = checked_label(device_label)?;
        pin.check_strength()?;
        let client = BankClient::new(&parts.bank_url, Arc::clone(&parts.transport), parts.env.clone())?;
        let trust = if let Some(trust) = trust {
            trust
        } else {
            let info: BankInfo = client.get(route::INFO, None).await?;
            client.set_clock(info.server_time);
            BankTrust::on_first_use(&info)?
        };
        // Opened before the keys are made, so that a wallet that is there is found before anything else happens.
        let store = Store::open(Arc::clone(&parts.files), parts.env.clone(), Purpose::Create).await?;
        let made = {
            let (parts, trust, now) = (parts.clone(), trust.clone(), client.now());
            parts.env.clone().block(move || make_keys(&parts, words, &pin, label, &trust, now)).await??
        };
        let Made { account, keys, sealed, authorisation } = made;
        let pinned = trust.clone();
        store
            .write(move |transaction| {
                trust::insert(transaction, &pinned)?;
                record::insert(transaction, account, &sealed, origin, &authorisation)
            })
            .await?;
        let WalletKeys { words, spending, device } = keys;
        Ok((Self::assemble(parts, client, store, account, trust, device, Some(spending)), words))
    }

    fn assemble(
        parts: WalletParts,
        client: BankClient,
        store: Store,
        account: AccountId,
        trust: BankTrust,
        device: SecretKey,
        spending: Option<SecretKey>,
    ) -> Wallet {
        let shared = Shared {
            account,
            trust,
            client,
            store,
            env: parts.env,
            keystore: parts.keystore,
            device,
            spending: spending.map(Arc::new).into(),
            driven: std::sync::Mutex::default(),
            events: EventSender::new(),
            wake: tokio::sync::Notify::new(),
        };
        Wallet { shared: Arc::new(shared) }
    }
}

struct Made {
    account: AccountId,
    keys: WalletKeys,
    sealed: SealedKeys,
    authorisation: Vec<u8>,
}

/// Makes the keys of a new device and seals them. Slow.
fn make_keys(
    parts: &WalletParts,
    words: Words,
    pin: &Pin,
    label: String,
    trust: &BankTrust,
    now: Timestamp,
) -> Result<Made, KeysError> {
    let rng = parts.env.rng.as_ref();
    let keys = WalletKeys::generate(words, rng)?;
    let root = keys.words.root_key();
    let authorisation = DeviceAuthorisation {
        version: Version1,
        root_key: root.public(),
        device_key: keys.device.public(),
        spending_key: keys.spending.public(),
        label,
        issued_at: now,
    };
    let account = authorisation.account();
    let secret = KeystoreSecret::load_or_create(parts.keystore.as_ref(), account, rng)?;
    let sealed = SealedKeys::seal(&keys, account, pin, &secret, KdfParameters::FLOOR, rng)?;
    debug_assert!(authorisation.is_sound());
    let authorisation = Signed::sign(authorisation, &trust.network, &root).bytes().to_vec();
    Ok(Made { account, keys, sealed, authorisation })
}

fn checked_label(label: &str) -> Result<String, WalletError> {
    let label = label.trim();
    if label.is_empty() || label.chars().any(char::is_control) {
        return Err(WalletError::BadLabel);
    }
    if label.chars().count() > LABEL_MAX_CHARS {
        return Err(WalletError::TooLong { what: "a device's name", limit: LABEL_MAX_CHARS });
    }
    Ok(label.to_owned())
}
