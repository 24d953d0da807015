//! Does what a step says, with the wallet's own calls.

use std::time::Duration;

use bank_api::amount::Amount;
use qr_scan::{Frame, Level, Symbol};
use tokio::time::timeout;
use wallet_core::{Event, Pin, ProvenReceipt, Wallet, WalletError, Words};

use super::{
    Action, Facts,
    cast::{Cast, Kept},
    facts,
};

/// Longer than anything takes on a slow and busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a request can be paid, unless the journey says otherwise, in seconds.
const REQUEST_SECONDS: u64 = 600;

/// What a step gave.
#[derive(Default)]
pub(super) struct Given {
    /// What can be compared.
    pub(super) facts: Facts,
    /// What can be kept.
    pub(super) kept: Option<Kept>,
}

impl Given {
    fn facts(facts: Facts) -> Self {
        Self { facts, kept: None }
    }

    fn keep(self, text: String) -> Self {
        Self { kept: Some(Kept::Text(text)), ..self }
    }
}

/// Why a step gave nothing.
pub(super) enum Trouble {
    /// The wallet says no: the journey may expect that.
    Wallet(WalletError),
    /// The journey asks for what is not there, or what it waits for does not come.
    Journey(String),
}

impl<E: Into<WalletError>> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self::Wallet(error.into())
    }
}

impl Cast {
    /// Does it.
    pub(super) async fn act(&mut self, action: &Action) -> Result<Given, Trouble> {
        let given = match action {
            Action::Text { text } => Given::default().keep(text.clone()),
            Action::Damage { value } => Given::default().keep(damaged(&known(self.text(value))?)),
            Action::Create { wallet, pin, label } => {
                let parts = self.parts(wallet);
                let label = label.as_deref().unwrap_or("phone");
                let (made, words) = Wallet::create(parts, new_pin(pin)?, label, None).await?;
                let facts = facts::wallet(&made).await?;
                self.enter(wallet, made);
                Given::facts(facts).keep(words.words().to_string())
            }
            Action::Restore { wallet, words, pin, label } => {
                let words = Words::parse(&known(self.text(words))?)?;
                let (parts, label) = (self.parts(wallet), label.as_deref().unwrap_or("phone"));
                let restored = Wallet::restore(parts, words, new_pin(pin)?, label, None).await?;
                let facts = facts::wallet(&restored).await?;
                self.enter(wallet, restored);
                Given::facts(facts)
            }
            Action::Close { wallet } => {
                known(self.leave(wallet).await)?;
                Given::default()
            }
            Action::Open { wallet } => {
                let opened = Wallet::open(self.parts(wallet)).await?;
                let facts = facts::wallet(&opened).await?;
                self.enter(wallet, opened);
                Given::facts(facts)
            }
            Action::Lock { wallet } => {
                let wallet = known(self.wallet(wallet))?;
                wallet.lock();
                Given::facts(facts::lock(&wallet))
            }
            Action::Unlock { wallet, pin } => {
                let wallet = known(self.wallet(wallet))?;
                wallet.unlock(new_pin(pin)?).await?;
                Given::facts(facts::lock(&wallet))
            }
            Action::ChangePin { wallet, pin, new_pin: new } => {
                known(self.wallet(wallet))?.change_pin(new_pin(pin)?, new_pin(new)?).await?;
                Given::default()
            }
            Action::Words { wallet, pin } => {
                let words = known(self.wallet(wallet))?.words(new_pin(pin)?).await?;
                Given::facts(facts::count(words.list().count())).keep(words.words().to_string())
            }
            Action::Register { wallet, customer, code } => {
                let code = match (customer, code) {
                    (Some(name), None) => self.stage.enrolment_code(name).ok_or_else(|| format!("no {name}")),
                    (None, Some(code)) => self.text(code),
                    _ => Err("either a customer's code or a code".to_owned()),
                };
                Given::facts(facts::account(&known(self.wallet(wallet))?.register(&known(code)?).await?))
            }
            Action::TopUp { wallet, amount } => {
                let top_up = known(self.wallet(wallet))?.top_up(att(*amount)?).await?;
                Given::facts(facts::top_up(&top_up)).keep(top_up.id.to_string())
            }
            Action::TopUpState { wallet, top_up } => {
                let id = self.id(top_up)?;
                Given::facts(facts::top_up(&known(self.wallet(wallet))?.top_up_state(id).await?))
            }
            Action::Redeem { wallet, amount } => {
                let payment = known(self.wallet(wallet))?.redeem(att(*amount)?).await?;
                Given::facts(facts::payment(&payment)).keep(payment.order_id.to_string())
            }
            Action::Exchange { wallet, payment, top_up } => {
                let name = payment.as_ref().or(top_up.as_ref());
                let id = self.id(known(name.ok_or_else(|| "of what?".to_owned()))?)?;
                Given::facts(facts::exchange(&known(self.wallet(wallet))?.exchange(id).await?))
            }
            Action::Sync { wallet } => Given::facts(facts::sync(&known(self.wallet(wallet))?.sync().await?)),
            Action::Balance { wallet } => {
                Given::facts(facts::balance(&known(self.wallet(wallet))?.balance().await?))
            }
            Action::History { wallet } => {
                Given::facts(facts::history(&known(self.wallet(wallet))?.history(None, u32::MAX).await?))
            }
            Action::Payments { wallet } => {
                Given::facts(facts::payments(&known(self.wallet(wallet))?.payments(None, u32::MAX).await?))
            }
            Action::Request { wallet, amount, memo, seconds, keep_id } => {
                let time = Duration::from_secs(seconds.unwrap_or(REQUEST_SECONDS));
                let wallet = known(self.wallet(wallet))?;
                let request = wallet.request(att(*amount)?, memo.as_deref(), time).await?;
                if let Some(name) = keep_id {
                    known(self.keep(name, Some(Kept::Text(request.id.to_string()))))?;
                }
                Given::facts(facts::request(&request)).keep(request.code)
            }
            Action::RequestStatus { wallet, request } => {
                let id = self.id(request)?;
                Given::facts(facts::request_status(known(self.wallet(wallet))?.request_status(id).await?))
            }
            Action::Sticker { wallet, amount } => {
                let amount = amount.map(att).transpose()?;
                Given::default().keep(known(self.wallet(wallet))?.static_code(amount).await?)
            }
            Action::Scan { code } => scan(&known(self.text(code))?)?,
            Action::Prepare { wallet, code, amount, memo } => {
                let (code, amount) = (known(self.text(code))?, amount.map(att).transpose()?);
                let preview = known(self.wallet(wallet))?.prepare(&code, amount, memo.as_deref()).await?;
                let facts = facts::preview(&preview);
                Given { facts, kept: Some(Kept::Preview(Box::new(preview))) }
            }
            Action::Confirm { wallet, preview } => {
                let preview = known(self.preview(preview))?;
                let payment = known(self.wallet(wallet))?.confirm(preview).await?;
                Given::facts(facts::payment(&payment)).keep(payment.order_id.to_string())
            }
            Action::Payment { wallet, payment } => {
                let id = self.id(payment)?;
                Given::facts(facts::payment(&known(self.wallet(wallet))?.payment(id).await?))
            }
            Action::Resume { wallet } => {
                let payments = known(self.wallet(wallet))?.resume().await?;
                Given::facts(facts::unfinished(&payments))
            }
            Action::Receipt { wallet, payment } => {
                let id = self.id(payment)?;
                Given::default().keep(known(self.wallet(wallet))?.receipt(id).await?.to_string())
            }
            Action::Verify { wallet, receipt } => {
                let (text, wallet) = (known(self.text(receipt))?, known(self.wallet(wallet))?);
                Given::facts(match ProvenReceipt::verify(&text, wallet.trust()) {
                    Ok(proven) => facts::receipt(proven.receipt(), |account| self.whose(account)),
                    Err(_) => facts::not_proven(),
                })
            }
            Action::Devices { wallet } => {
                Given::facts(facts::devices(&known(self.wallet(wallet))?.devices().await?))
            }
            Action::Revoke { wallet, label, pin } => {
                let wallet = known(self.wallet(wallet))?;
                let lost = wallet.devices().await?.into_iter().find(|device| device.label == *label);
                let lost = known(lost.ok_or_else(|| format!("there is no device {label:?}")))?;
                Given::facts(facts::devices(&wallet.revoke_device(lost.device, new_pin(pin)?).await?))
            }
            Action::Follow { wallet } => {
                known(self.follow(wallet))?;
                Given::default()
            }
            Action::Event { wallet, name, request } => {
                let request = request.as_ref().map(|name| self.text(name)).transpose();
                Given::facts(facts::event(&self.heard(wallet, name, known(request)?.as_deref()).await?))
            }
            Action::LoseAnswer { line, times } => self.command("lose", line, *times).await,
            Action::LoseRequest { line, times } => self.command("lose-request", line, *times).await,
            Action::Cut {} => self.command("cut", "", None).await,
            Action::Mend {} => self.command("mend", "", None).await,
        };
        Ok(given)
    }

    /// Waits for an event.
    async fn heard(&mut self, role: &str, name: &str, answers: Option<&str>) -> Result<Event, Trouble> {
        let events = &mut known(self.role(role))?.events;
        let heard = async {
            while let Some(event) = events.next().await {
                let request = facts::request_of(&event).map(|request| request.to_string());
                if facts::name_of(&event) == name && answers.is_none_or(|id| request.as_deref() == Some(id)) {
                    return Ok(event);
                }
            }
            Err(Trouble::Journey("the wallet is gone".to_owned()))
        };
        let nothing = |_| Err(Trouble::Journey(format!("nobody told {role} of {name}")));
        timeout(PATIENCE, heard).await.unwrap_or_else(nothing)
    }

    /// Gives the proxy a command, so many times.
    async fn command(&mut self, command: &str, line: &str, times: Option<usize>) -> Given {
        for _ in 0..times.unwrap_or(1) {
            self.stage.command(format!("{command} {line}").trim_end()).await;
        }
        Given::default()
    }

    /// The id that was kept under this name.
    fn id<T: std::str::FromStr>(&self, name: &str) -> Result<T, Trouble> {
        let text = known(self.text(name))?;
        known(text.parse().map_err(|_| format!("{name:?} was kept, and is no id: {text:?}")))
    }
}

/// What the journey names, if it is there.
fn known<T>(found: Result<T, String>) -> Result<T, Trouble> {
    found.map_err(Trouble::Journey)
}

fn new_pin(text: &str) -> Result<Pin, Trouble> {
    Ok(Pin::new(text.to_owned())?)
}

fn att(att: u64) -> Result<Amount, Trouble> {
    known(Amount::from_att(att).map_err(|error| error.to_string()))
}

/// The text with its middle character replaced.
fn damaged(text: &str) -> String {
    let middle = text.chars().count() / 2;
    let replaced = |(index, letter)| match letter {
        '0' if index == middle => '1',
        _ if index == middle => '0',
        letter => letter,
    };
    text.chars().enumerate().map(replaced).collect()
}

/// Draws the code, and reads what was drawn.
fn scan(code: &str) -> Result<Given, Trouble> {
    const MODULE_PX: usize = 4;
    let drawn = || -> Result<_, Box<dyn std::error::Error>> {
        let symbol = Symbol::new(code, Level::Medium)?;
        let (pixels, side) = (symbol.to_luma(MODULE_PX), symbol.side_px(MODULE_PX));
        Ok(Wallet::scan(&Frame::luma(&pixels, side, side, side)?))
    };
    let seen = known(drawn().map_err(|error| error.to_string()))?;
    let kept = seen.first().map(|code| Kept::Text(code.text.clone()));
    Ok(Given { facts: facts::seen(&seen), kept })
}
