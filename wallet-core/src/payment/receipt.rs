//! The bank's proof that a payment is final: its signed receipt, and where the ledger log holds it.
//!
//! A [`ProvenReceipt`] can be written as one text and verified by anyone who knows the bank's two public keys, without
//! asking the bank or trusting who shows it. The text is a C2SP `tlog-proof` whose `extra` line is the receipt:
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra <the receipt, COSE in base64>       who paid whom how much, signed with the receipt key
//! index 73894                               the transfer's place in the log
//! gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=   the inclusion proof (RFC 6962), from the leaf up
//! ...
//!
//! <the checkpoint, a signed note>           the log's root, signed with the log key
//! ```

use std::fmt;

use bank_api::{
    cose::CoseError,
    id::OrderId,
    log::{
        checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint},
        hash::Hash,
        proof::{ProofError, verify_inclusion},
    },
    message::{bank::LogProof, route},
    statement::{PaymentOrder, Receipt, Signed, Unverified},
};
use data_encoding::BASE64;

use super::record;
use crate::{BankTrust, Wallet, WalletError, evidence::Flaw};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// More than any true one: a receipt, 64 hashes and a note.
const MAX_TEXT_BYTES: usize = 64 * 1024;

/// Why a receipt is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// The text is not a receipt with its proof.
    #[error("this is not a receipt: {0}")]
    Malformed(&'static str),
    /// The receipt is damaged, or not signed by the bank's receipt key for this network.
    #[error("the receipt is not the bank's: {0}")]
    Receipt(#[from] CoseError),
    /// The checkpoint is damaged, or not signed by the bank's log key.
    #[error("the checkpoint is not the bank's: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The ledger log does not hold the transfer where the receipt says.
    #[error("the ledger does not hold the payment: {0}")]
    NotInLog(#[from] ProofError),
}

/// A receipt that was verified: signed by the bank, and in the ledger log that the bank signed. Only verifying makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenReceipt {
    receipt: Signed<Receipt>,
    path: Vec<Hash>,
    checkpoint: SignedCheckpoint,
}

impl ProvenReceipt {
    /// Verifies a receipt as [`to_string`](ToString::to_string) writes it. No I/O.
    pub fn verify(text: &str, trust: &BankTrust) -> Result<Self, ReceiptError> {
        let (receipt, index, path, note) = parse(text)?;
        let checkpoint = SignedCheckpoint::verify(note, &trust.log_key)?;
        let receipt = Unverified::parse(&receipt)?.verify(&trust.network, &trust.receipt_key)?;
        let proven = Self::prove(receipt, path, checkpoint)?;
        let in_place = proven.receipt().leaf_index == index;
        if in_place { Ok(proven) } else { Err(ReceiptError::Malformed("it names two places in the ledger")) }
    }

    fn prove(
        receipt: Signed<Receipt>,
        path: Vec<Hash>,
        checkpoint: SignedCheckpoint,
    ) -> Result<Self, ReceiptError> {
        let (leaf, index) = (receipt.body().leaf().hash(), receipt.body().leaf_index);
        verify_inclusion(&leaf, index, checkpoint.size(), &path, checkpoint.root())?;
        Ok(Self { receipt, path, checkpoint })
    }

    /// What the bank says: who paid whom how much, and when.
    pub fn receipt(&self) -> &Receipt {
        self.receipt.body()
    }

    /// The state of the ledger that holds the payment.
    pub fn checkpoint(&self) -> &Checkpoint {
        self.checkpoint.checkpoint()
    }
}

/// The text that [`ProvenReceipt::verify`] reads.
impl fmt::Display for ProvenReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        writeln!(f, "extra {}", BASE64.encode(self.receipt.bytes()))?;
        writeln!(f, "index {}", self.receipt().leaf_index)?;
        for hash in &self.path {
            writeln!(f, "{}", BASE64.encode(hash.as_bytes()))?;
        }
        write!(f, "\n{}", self.checkpoint.note())
    }
}

type Parts<'a> = (Vec<u8>, u64, Vec<Hash>, &'a str);

fn parse(text: &str) -> Result<Parts<'_>, ReceiptError> {
    let malformed = ReceiptError::Malformed;
    if text.len() > MAX_TEXT_BYTES {
        return Err(malformed("it is too large"));
    }
    let (head, note) = text.split_once("\n\n").ok_or(malformed("no checkpoint follows it"))?;
    let mut lines = head.split('\n');
    if lines.next() != Some(HEADER) {
        return Err(malformed("it does not begin with c2sp.org/tlog-proof@v1"));
    }
    let mut field = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
    let receipt = field("extra").and_then(|text| BASE64.decode(text.as_bytes()).ok());
    let receipt = receipt.ok_or(malformed("it has no receipt in base64"))?;
    let index = field("index").and_then(|text| {
        let index: u64 = text.parse().ok()?;
        (index.to_string() == text).then_some(index)
    });
    let index = index.ok_or(malformed("it has no index"))?;
    let path = lines.map(|line| {
        let bytes: [u8; 32] = BASE64.decode(line.as_bytes()).ok()?.try_into().ok()?;
        Some(Hash::from_bytes(bytes))
    });
    let path: Option<Vec<Hash>> = path.collect();
    Ok((receipt, index, path.ok_or(malformed("a line is not a hash in base64"))?, note))
}

impl Wallet {
    /// The receipt of a settled payment with its proof, which anyone can verify. Fetches the proof from the bank the first
    /// time, and keeps it.
    pub async fn receipt(&self, order_id: OrderId) -> Result<ProvenReceipt, WalletError> {
        let (_, order) = self.stored(order_id).await?;
        let kept = self.store().read(move |transaction| record::receipt(transaction, order_id)).await?;
        let (receipt, proof) = kept.ok_or(WalletError::NoReceipt)?;
        let receipt = check(self.trust(), &order, &receipt)
            .map_err(|flaw| crate::StoreError::Damaged(format!("a stored receipt: {flaw}")))?;
        if let Some(proven) = proof.and_then(|text| ProvenReceipt::verify(&text, self.trust()).ok())
            && *proven.receipt() == *receipt.body()
        {
            return Ok(proven);
        }
        let index = receipt.body().leaf_index;
        let mut head = self.head().await?;
        if head.tree_size() <= index {
            self.sync().await?;
            head = self.head().await?;
        }
        let checkpoint =
            head.checkpoint.ok_or_else(|| unproven(&ProofError::NoSuchLeaf { index, size: 0 }))?;
        let path = format!("{}?index={index}&size={}", route::LOG_INCLUSION, checkpoint.size());
        let proof: LogProof = self.client().get(&path, None).await?;
        let proven =
            ProvenReceipt::prove(receipt, proof.path, checkpoint).map_err(|error| unproven(&error))?;
        let text = proven.to_string();
        self.store().write(move |transaction| record::keep_proof(transaction, order_id, &text)).await?;
        Ok(proven)
    }
}

fn unproven(error: &dyn fmt::Display) -> WalletError {
    WalletError::BankAnswer(format!("the receipt can't be proven: {error}"))
}

/// Checks that `receipt` is the bank's, and is for exactly this order.
pub(super) fn check(trust: &BankTrust, order: &[u8], receipt: &[u8]) -> Result<Signed<Receipt>, Flaw> {
    let nonsense = |error: CoseError| Flaw::Nonsense(format!("the receipt: {error}"));
    let receipt = Unverified::<Receipt>::parse(receipt).map_err(nonsense)?;
    let receipt = receipt.verify(&trust.network, &trust.receipt_key).map_err(nonsense)?;
    // Our own bytes, which were verified when they were made.
    let order_digest = Hash::of(order);
    let order = Unverified::<PaymentOrder>::parse(order).map_err(nonsense)?;
    let (order, said) = (order.body(), receipt.body());
    if (said.order_id, said.payer) != (order.id, order.payer) {
        return Err(Flaw::Nonsense("the receipt is for another order".to_owned()));
    }
    let as_ordered = said.order_digest == order_digest
        && (said.kind, said.payee, said.amount) == (order.kind, order.payee, order.amount)
        && said.request == order.request;
    if as_ordered {
        Ok(receipt)
    } else {
        Err(Flaw::Contradiction("the bank signed a receipt for something else than was ordered".to_owned()))
    }
}
