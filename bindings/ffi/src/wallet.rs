//! The handle: made, restored or opened by a function, used by calls, stopped.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bank_api::env::Env;
use tokio::sync::watch;
use wallet_core::{FolderFiles, HttpTransport, Pin, Wallet, WalletError, WalletParts, Words};
use zeroize::Zeroizing;

use crate::{
    AccountId, Amount, Balance, BankInfo, BankTrust, Device, DeviceId, Divergence, Exchange, HistoryFilter,
    HistoryItem, HistorySummary, NativeError, NativeEventListener, NativeEvents, NativeKeystore,
    NativePreview, NativeSubscription, OrderId, Payment, PaymentRequest, Profile, Receipt, RequestId,
    RequestStatus, SyncReport, TopUp,
    call::{run, run_here, run_until, runtime},
    keystore::{AppKeystore, DEFAULT_TIMEOUT},
    value::given,
};

/// Where a wallet lives and which bank it talks to.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct WalletConfig {
    /// The folder of the wallet's file: private to the app, and in no backup. Made when the wallet is.
    pub folder: String,
    /// The bank's address: `https://…`, or plain http to this very machine.
    pub bank_url: String,
    /// The PEM certificates of the authorities that may speak for the bank; needed for https.
    #[uniffi(default = [])]
    pub certificates: Vec<Vec<u8>>,
    /// How long the keystore may take; a minute when it is not said.
    #[uniffi(default = None)]
    pub keystore_timeout: Option<Duration>,
}

impl WalletConfig {
    fn parts(self, keystore: Arc<dyn NativeKeystore>) -> Result<WalletParts, NativeError> {
        let timeout = self.keystore_timeout.unwrap_or(DEFAULT_TIMEOUT);
        let transport = HttpTransport::new(&self.bank_url, &self.certificates).map_err(WalletError::from)?;
        Ok(WalletParts {
            env: Env::system(),
            files: Arc::new(FolderFiles::new(self.folder)),
            keystore: Arc::new(AppKeystore::new(keystore, timeout)),
            transport: Arc::new(transport),
            bank_url: self.bank_url,
        })
    }
}

/// A new wallet, and the words that bring it back.
#[derive(uniffi::Record)]
pub struct NativeCreated {
    /// The wallet: unlocked.
    pub wallet: Arc<NativeWallet>,
    /// 24 words, for its owner to write down. They are not kept readable.
    pub words: Vec<String>,
}

/// Makes a new wallet: unlocked, and not known to the bank before it is registered. Without `trust` the bank's word is taken
/// for its keys, once.
#[uniffi::export]
pub async fn create_wallet(
    config: WalletConfig,
    keystore: Arc<dyn NativeKeystore>,
    pin: String,
    device_name: String,
    trust: Option<BankTrust>,
) -> Result<NativeCreated, NativeError> {
    let pin = secret_pin(pin);
    run(async move {
        let (pin, trust) = (pin?, given(trust)?);
        let (wallet, words) = Wallet::create(config.parts(keystore)?, pin, &device_name, trust).await?;
        Ok(NativeCreated { wallet: NativeWallet::new(wallet), words: list(&words) })
    })
    .await
}

/// Restores a wallet from its words, as a new device of it: unlocked. The history comes with the next sync.
#[uniffi::export]
pub async fn restore_wallet(
    config: WalletConfig,
    keystore: Arc<dyn NativeKeystore>,
    words: String,
    pin: String,
    device_name: String,
    trust: Option<BankTrust>,
) -> Result<Arc<NativeWallet>, NativeError> {
    let (words, pin) = (Zeroizing::new(words), secret_pin(pin));
    run(async move {
        let (words, pin, trust) = (Words::parse(&words)?, pin?, given(trust)?);
        let wallet = Wallet::restore(config.parts(keystore)?, words, pin, &device_name, trust).await?;
        Ok(NativeWallet::new(wallet))
    })
    .await
}

/// Opens the wallet that is there: locked.
#[uniffi::export]
pub async fn open_wallet(
    config: WalletConfig,
    keystore: Arc<dyn NativeKeystore>,
) -> Result<Arc<NativeWallet>, NativeError> {
    run(async move { Ok(NativeWallet::new(Wallet::open(config.parts(keystore)?).await?)) }).await
}

/// Checks a PIN that its owner wants to have, before anything is made with it.
#[uniffi::export]
pub fn check_new_pin(pin: String) -> Result<(), NativeError> {
    run_here(|| Ok(Pin::new(Zeroizing::new(pin))?.check_strength()?))
}

/// Checks words that were typed in, before anything is restored from them.
#[uniffi::export]
pub fn check_words(words: String) -> Result<(), NativeError> {
    run_here(|| Ok(Words::parse(&Zeroizing::new(words)).map(drop)?))
}

/// The words of wallets that begin with what was typed, in any case and with white space around it: in alphabetical order, at
/// most `limit`. None while nothing was typed.
#[uniffi::export]
pub fn suggest_words(typed: String, limit: u32) -> Result<Vec<String>, NativeError> {
    let typed = Zeroizing::new(typed);
    run_here(|| Ok(Words::suggest(&typed, limit as usize).into_iter().map(str::to_owned).collect()))
}

/// Takes the text into what is wiped, at once.
fn secret_pin(pin: String) -> Result<Pin, NativeError> {
    Ok(Pin::new(Zeroizing::new(pin))?)
}

fn list(words: &Words) -> Vec<String> {
    words.list().map(str::to_owned).collect()
}

/// A wallet. Its calls may be made from any thread, many at once. Each async call may be cancelled at any time: what it has
/// begun is in the wallet's file, and goes on with `run` or `resume`.
#[derive(uniffi::Object)]
pub struct NativeWallet {
    /// Until it is stopped.
    wallet: Mutex<Option<Wallet>>,
    /// Becomes true when it is stopped: every call under way ends then.
    stopped: watch::Sender<bool>,
    /// Becomes true when the file may be opened again.
    free: Arc<watch::Sender<bool>>,
}

impl NativeWallet {
    fn new(wallet: Wallet) -> Arc<Self> {
        Arc::new(Self {
            wallet: Mutex::new(Some(wallet)),
            stopped: watch::Sender::new(false),
            free: Arc::new(watch::Sender::new(false)),
        })
    }

    /// What the lock guards is whole at any time.
    fn guard(&self) -> MutexGuard<'_, Option<Wallet>> {
        self.wallet.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn opened(&self) -> Result<Wallet, NativeError> {
        self.guard().clone().ok_or_else(NativeError::closed)
    }

    /// Asks the wallet here and now.
    fn ask<T>(&self, question: impl FnOnce(&Wallet) -> Result<T, NativeError>) -> Result<T, NativeError> {
        run_here(|| question(&self.opened()?))
    }

    /// Runs `work` as a task that ends when the caller goes away or the wallet is stopped.
    async fn call<T, U, F>(&self, work: impl FnOnce(Wallet) -> F) -> Result<U, NativeError>
    where
        T: Into<U>,
        U: Send + 'static,
        F: Future<Output = Result<T, WalletError>> + Send + 'static,
    {
        let work = work(self.opened()?);
        run_until(Box::pin(async move { Ok(work.await?.into()) }), Some(self.stopped.subscribe())).await
    }
}

#[uniffi::export]
impl NativeWallet {
    /// Stops the wallet: calls under way end with the code `closed`, later ones too. Does not wait.
    pub fn stop(&self) -> Result<(), NativeError> {
        let Some(wallet) = self.guard().take() else { return Ok(()) };
        self.stopped.send_replace(true);
        let free = Arc::clone(&self.free);
        runtime()?.spawn(async move {
            wallet.close().await;
            free.send_replace(true);
        });
        Ok(())
    }

    /// Stops the wallet, and waits until its file may be opened again.
    pub async fn stop_and_wait(&self) -> Result<(), NativeError> {
        self.stop()?;
        let mut free = self.free.subscribe();
        // The sender is ours: it is not dropped while we wait.
        let _ = free.wait_for(|free| *free).await;
        Ok(())
    }

    /// The wallet's account: what others pay to.
    pub fn account(&self) -> Result<AccountId, NativeError> {
        self.ask(|wallet| Ok(wallet.account().into()))
    }

    /// How the bank is believed.
    pub fn trust(&self) -> Result<BankTrust, NativeError> {
        self.ask(|wallet| Ok(wallet.trust().into()))
    }

    /// This device.
    pub fn device(&self) -> Result<DeviceId, NativeError> {
        self.ask(|wallet| Ok(wallet.device().into()))
    }

    /// May the wallet not pay?
    pub fn is_locked(&self) -> Result<bool, NativeError> {
        self.ask(|wallet| Ok(wallet.is_locked()))
    }

    /// Lets the spending key go. What is on its way goes on: it is signed.
    pub fn lock(&self) -> Result<(), NativeError> {
        self.ask(|wallet| {
            wallet.lock();
            Ok(())
        })
    }

    /// Opens the spending key with the PIN. Wrong PINs cost growing waits.
    pub async fn unlock(&self, pin: String) -> Result<(), NativeError> {
        let pin = secret_pin(pin)?;
        self.call(|wallet| async move { wallet.unlock(pin).await }).await
    }

    /// The 24 words, for the owner to write down again.
    pub async fn words(&self, pin: String) -> Result<Vec<String>, NativeError> {
        let pin = secret_pin(pin)?;
        self.call(|wallet| async move { wallet.words(pin).await.map(|words| list(&words)) }).await
    }

    /// Sets another PIN.
    pub async fn change_pin(&self, old: String, new: String) -> Result<(), NativeError> {
        let (old, new) = (secret_pin(old)?, secret_pin(new)?);
        self.call(|wallet| async move { wallet.change_pin(old, new).await }).await
    }

    /// Makes the wallet known to the bank, with the code that the owner got from a commercial bank. May be repeated.
    pub async fn register(&self, enrolment_code: String) -> Result<Profile, NativeError> {
        self.call(|wallet| async move { wallet.register(&enrolment_code).await }).await
    }

    /// Does the bank know this device, as far as the wallet knows?
    pub async fn is_registered(&self) -> Result<bool, NativeError> {
        self.call(|wallet| async move { wallet.is_registered().await }).await
    }

    /// The account as the bank described it last, from the store; none before registration.
    pub async fn profile(&self) -> Result<Option<Profile>, NativeError> {
        self.call(|wallet| async move { Ok(wallet.profile().await?.map(Profile::from)) }).await
    }

    /// Asks the bank for the account: its owner, its limits, what is left of them.
    pub async fn refresh_profile(&self) -> Result<Profile, NativeError> {
        self.call(|wallet| async move { wallet.refresh_account().await }).await
    }

    /// Asks the bank who it is.
    pub async fn bank_info(&self) -> Result<BankInfo, NativeError> {
        self.call(|wallet| async move { wallet.bank_info().await }).await
    }

    /// What the wallet holds, from the store.
    pub async fn balance(&self) -> Result<Balance, NativeError> {
        self.call(|wallet| async move { wallet.balance().await }).await
    }

    /// Takes in what is new in the account.
    pub async fn sync(&self) -> Result<SyncReport, NativeError> {
        self.call(|wallet| async move { wallet.sync().await }).await
    }

    /// Resumes what is unfinished, then follows the bank for as long as it is not cancelled or the wallet stopped.
    pub async fn run(&self) -> Result<(), NativeError> {
        self.call(|wallet| async move {
            wallet.run().await;
            Ok(())
        })
        .await
    }

    /// Goes on with the payments and top-ups whose end is not known; gives the payments.
    pub async fn resume(&self) -> Result<Vec<Payment>, NativeError> {
        self.call(|wallet| async move { Ok(all::<_, Payment>(wallet.resume().await?)) }).await
    }

    /// Reads a code and asks the bank who and what it is. `amount` is for codes that leave it to the payer, `memo` for codes
    /// without a request.
    pub async fn prepare(
        &self,
        code: String,
        amount: Option<Amount>,
        memo: Option<String>,
    ) -> Result<Arc<NativePreview>, NativeError> {
        let amount = given(amount)?;
        self.call(move |wallet| async move {
            let preview = wallet.prepare(&code, amount, memo.as_deref()).await?;
            Ok(Arc::new(NativePreview(preview)))
        })
        .await
    }

    /// Pays what was prepared. Confirming the same preview twice pays once; a payment that is not final goes on by itself.
    ///
    /// An error means that nothing was paid by this call, and that nothing will be. But with the codes `closed` (the wallet
    /// was stopped meanwhile), `ledger-diverged`, `library-fault` and `shutting-down`, and when it is cancelled, it is not
    /// known: before paying again ask for the payment with the preview's order id.
    pub async fn confirm(&self, preview: Arc<NativePreview>) -> Result<Payment, NativeError> {
        self.call(move |wallet| async move { wallet.confirm(preview.0.clone()).await }).await
    }

    /// Gives `amount` back to the owner's commercial bank, for fiat money. A payment like any other; where it is not known
    /// whether anything was paid (see `confirm`), the newest of the payments tells.
    pub async fn redeem(&self, amount: Amount) -> Result<Payment, NativeError> {
        let amount = amount.try_into()?;
        self.call(move |wallet| async move { wallet.redeem(amount).await }).await
    }

    /// The payment with this id.
    pub async fn payment(&self, id: OrderId) -> Result<Payment, NativeError> {
        let id = id.try_into()?;
        self.call(move |wallet| async move { wallet.payment(id).await }).await
    }

    /// Outgoing payments before this one (all, without), the newest first; at most `limit`, and at most 1000.
    pub async fn payments(&self, before: Option<OrderId>, limit: u32) -> Result<Vec<Payment>, NativeError> {
        let before = given(before)?;
        self.call(move |wallet| async move { Ok(all::<_, Payment>(wallet.payments(before, limit).await?)) })
            .await
    }

    /// The receipt of a settled payment with its proof.
    pub async fn receipt(&self, id: OrderId) -> Result<Receipt, NativeError> {
        let id = id.try_into()?;
        self.call(move |wallet| async move { wallet.receipt(id).await }).await
    }

    /// The text of a code that can be shown again and again: with `amount`, or for the payer to type it.
    pub async fn static_code(&self, amount: Option<Amount>) -> Result<String, NativeError> {
        let amount = given(amount)?;
        self.call(move |wallet| async move { wallet.static_code(amount).await }).await
    }

    /// Asks the bank to keep a request, so that it is paid once, with exactly this amount.
    pub async fn request(
        &self,
        amount: Amount,
        memo: Option<String>,
        valid_for: Duration,
    ) -> Result<PaymentRequest, NativeError> {
        let amount = amount.try_into()?;
        self.call(move |wallet| async move { wallet.request(amount, memo.as_deref(), valid_for).await }).await
    }

    /// Where a request of this wallet stands.
    pub async fn request_status(&self, id: RequestId) -> Result<RequestStatus, NativeError> {
        let id = id.try_into()?;
        self.call(move |wallet| async move { wallet.request_status(id).await }).await
    }

    /// The newest entries that `filter` means before number `before` (all, without), the newest first; at most `limit`, and at
    /// most 1000.
    pub async fn history(
        &self,
        filter: HistoryFilter,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<HistoryItem>, NativeError> {
        self.call(move |wallet| async move {
            Ok(all::<_, HistoryItem>(wallet.history_matching(filter.into(), before, limit).await?))
        })
        .await
    }

    /// Counts and adds up all entries that `filter` means.
    pub async fn history_summary(&self, filter: HistoryFilter) -> Result<HistorySummary, NativeError> {
        self.call(move |wallet| async move { wallet.history_summary(filter.into()).await }).await
    }

    /// The entry of this order or operation, whoever paid; none when it is not synced.
    pub async fn history_entry(&self, order_id: OrderId) -> Result<Option<HistoryItem>, NativeError> {
        let order_id = order_id.try_into()?;
        self.call(
            move |wallet| async move { Ok(wallet.history_entry(order_id).await?.map(HistoryItem::from)) },
        )
        .await
    }

    /// Buys digital kip for fiat money from the owner's account at the commercial bank. Each call is another top-up: one that
    /// was cancelled, or that ended with the code `closed`, may have begun and goes on by itself.
    pub async fn top_up(&self, amount: Amount) -> Result<TopUp, NativeError> {
        let amount = amount.try_into()?;
        self.call(move |wallet| async move { wallet.top_up(amount).await }).await
    }

    /// The top-up with this id, as the wallet knows it.
    pub async fn top_up_state(&self, id: OrderId) -> Result<TopUp, NativeError> {
        let id = id.try_into()?;
        self.call(move |wallet| async move { wallet.top_up_state(id).await }).await
    }

    /// Where a top-up (by its id) or a redemption (by its order's id) stands at the bank.
    pub async fn exchange(&self, id: OrderId) -> Result<Exchange, NativeError> {
        let id = id.try_into()?;
        self.call(move |wallet| async move { wallet.exchange(id).await }).await
    }

    /// The wallet's devices, the oldest first.
    pub async fn devices(&self) -> Result<Vec<Device>, NativeError> {
        self.call(|wallet| async move { Ok(all::<_, Device>(wallet.devices().await?)) }).await
    }

    /// Takes a lost device's rights away; gives the devices as they are then.
    pub async fn revoke_device(&self, device: DeviceId, pin: String) -> Result<Vec<Device>, NativeError> {
        let (device, pin) = (device.try_into()?, secret_pin(pin)?);
        self.call(move |wallet| async move { Ok(all::<_, Device>(wallet.revoke_device(device, pin).await?)) })
            .await
    }

    /// What did not verify, the oldest first; empty when all is well.
    pub async fn divergences(&self) -> Result<Vec<Divergence>, NativeError> {
        self.call(|wallet| async move { Ok(all::<_, Divergence>(wallet.divergences().await?)) }).await
    }

    /// What changes from now on, to be pulled.
    pub fn events(&self) -> Result<Arc<NativeEvents>, NativeError> {
        self.ask(|wallet| Ok(Arc::new(NativeEvents::new(wallet.events()))))
    }

    /// Tells a listener what changes from now on.
    pub fn listen(
        &self,
        listener: Arc<dyn NativeEventListener>,
    ) -> Result<Arc<NativeSubscription>, NativeError> {
        self.ask(|wallet| Ok(Arc::new(NativeSubscription::start(wallet.events(), listener)?)))
    }
}

fn all<T, U: From<T>>(items: Vec<T>) -> Vec<U> {
    items.into_iter().map(U::from).collect()
}
