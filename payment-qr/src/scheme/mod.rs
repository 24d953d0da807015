//! Whose payment code it is: national schemes as profiles of the standard.
//!
//! A scheme is known by the tag of its account **and** the unique ID inside: 38 is Lao, Vietnamese or anyone's. The
//! table [`SCHEMES`] is all there is to it; to add a scheme, add a variant and its row. Its order is the order in which
//! accounts of one code are preferred: the wallet's own, LAO QR, other national schemes, card networks.

mod dlak;
mod khqr;
mod lao_qr;
mod profile;

use std::fmt;

pub use dlak::{DLAK_UNIQUE_ID, DlakAccount, DlakCode, NO_NAME};
pub use khqr::KhqrAccount;
pub use lao_qr::{LAO_QR_APPLICATION_ID, LaoQr, PaymentType, issuer_name};
pub use profile::Warning;

use crate::{
    currency::CurrencyCode as C,
    object::{Object, ObjectId, Template},
    payload::Payload,
};

/// A payment scheme. The order is that of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
#[allow(missing_docs)] // `name()` says what they are
pub enum Scheme {
    Dlak,
    LaoQr,
    OnePay,
    UMoney,
    Khqr,
    PromptPay,
    VietQr,
    Vnpay,
    Pix,
    PayNow,
    Sgqr,
    Qris,
    DuitNow,
    QrPh,
    Fps,
    Upi,
    Jpqr,
    UnionPay,
    Visa,
    Mastercard,
    Discover,
    Amex,
    Jcb,
}

/// A row of the table: where a scheme's account stands and what it is called.
#[derive(Clone, Copy, Debug)]
pub struct SchemeRow {
    /// The scheme.
    pub scheme: Scheme,
    /// Its name for people.
    pub name: &'static str,
    /// ISO 3166-1; none for those of no country.
    pub country: Option<&'static str>,
    /// In what it pays, the usual one first; empty for any.
    pub currencies: &'static [C],
    /// The first and the last root object where its account may stand.
    tags: (u8, u8),
    owner: Owner,
}

/// How an account is known.
#[derive(Clone, Copy, Debug)]
enum Owner {
    /// By its unique ID, without regard to case (PIX and FPS appear in both).
    Id(&'static str),
    /// By how its unique ID begins and ends: each acquirer of QRIS has its own.
    IdLike(&'static str, &'static str),
    /// By a unique ID of the form `name@bank`: KHQR puts the account where the ID should stand.
    BankAccount,
    /// By the tag alone: card networks own theirs, and have no template.
    Tag,
}

/// All schemes that are recognised.
pub const SCHEMES: &[SchemeRow] = &[
    row(Scheme::Dlak, "DLak", "LA", &[C::LAK], (26, 51), Owner::Id(DLAK_UNIQUE_ID)),
    row(Scheme::LaoQr, "LAO QR", "LA", &[C::LAK], (38, 38), Owner::Id(LAO_QR_APPLICATION_ID)),
    row(Scheme::OnePay, "BCEL OnePay", "LA", &[C::LAK], (33, 33), Owner::Id("BCEL")),
    row(Scheme::UMoney, "U-Money", "LA", &[C::LAK], (29, 29), Owner::Id("UMONEY")),
    row(Scheme::Khqr, "KHQR", "KH", &[C::KHR, C::USD], (29, 30), Owner::BankAccount),
    row(Scheme::PromptPay, "PromptPay", "TH", &[C::THB], (29, 29), Owner::Id("A000000677010111")),
    row(Scheme::PromptPay, "Thai QR bill payment", "TH", &[C::THB], (30, 30), Owner::Id("A000000677010112")),
    row(Scheme::VietQr, "VietQR", "VN", &[C::VND], (38, 38), Owner::Id("A000000727")),
    row(Scheme::Vnpay, "VNPAY", "VN", &[C::VND], (26, 26), Owner::Id("A000000775")),
    row(Scheme::Pix, "PIX", "BR", &[C::BRL], (26, 26), Owner::Id("br.gov.bcb.pix")),
    row(Scheme::PayNow, "PayNow", "SG", &[C::SGD], (26, 50), Owner::Id("SG.PAYNOW")),
    row(Scheme::Sgqr, "SGQR", "SG", &[C::SGD], (51, 51), Owner::Id("SG.SGQR")),
    row(Scheme::Qris, "QRIS", "ID", &[C::IDR], (51, 51), Owner::Id("ID.CO.QRIS.WWW")),
    row(Scheme::Qris, "QRIS", "ID", &[C::IDR], (26, 45), Owner::IdLike("ID.", ".WWW")),
    row(Scheme::DuitNow, "DuitNow", "MY", &[C::MYR], (26, 26), Owner::Id("A0000006150001")),
    row(Scheme::QrPh, "QR Ph", "PH", &[C::PHP], (28, 28), Owner::Id("ph.ppmi.p2m")),
    row(Scheme::QrPh, "QR Ph person to person", "PH", &[C::PHP], (27, 27), Owner::Id("com.p2pqrpay")),
    row(Scheme::Fps, "FPS", "HK", &[C::HKD, C::CNY], (26, 26), Owner::Id("hk.com.hkicl")),
    row(Scheme::Upi, "Bharat QR / UPI", "IN", &[C::INR], (26, 28), Owner::Id("A000000524")),
    row(Scheme::Jpqr, "JPQR", "JP", &[C::JPY], (26, 26), Owner::Id("jp.or.paymentsjapan")),
    card(Scheme::UnionPay, "UnionPay", (15, 16)),
    card(Scheme::Visa, "Visa", (2, 3)),
    card(Scheme::Mastercard, "Mastercard", (4, 5)),
    card(Scheme::Discover, "Discover", (9, 10)),
    card(Scheme::Amex, "American Express", (11, 12)),
    card(Scheme::Jcb, "JCB", (13, 14)),
];

const fn row(
    scheme: Scheme,
    name: &'static str,
    country: &'static str,
    currencies: &'static [C],
    tags: (u8, u8),
    owner: Owner,
) -> SchemeRow {
    SchemeRow { scheme, name, country: Some(country), currencies, tags, owner }
}

const fn card(scheme: Scheme, name: &'static str, tags: (u8, u8)) -> SchemeRow {
    SchemeRow { scheme, name, country: None, currencies: &[], tags, owner: Owner::Tag }
}

impl SchemeRow {
    /// The row of this account, or of what stands where one may.
    pub(crate) fn of(account: &Object) -> Option<&'static Self> {
        SCHEMES.iter().find(|row| row.owns(account))
    }

    fn owns(&self, account: &Object) -> bool {
        let (first, last) = self.tags;
        if !(first..=last).contains(&account.id.number()) {
            return false;
        }
        if matches!(self.owner, Owner::Tag) {
            return true;
        }
        let Some(id) = account.as_template().and_then(Template::unique_id) else { return false };
        match self.owner {
            Owner::Id(owner) => id.eq_ignore_ascii_case(owner),
            Owner::IdLike(begin, end) => {
                let (head, tail) =
                    (id.get(..begin.len()), id.len().checked_sub(end.len()).and_then(|at| id.get(at..)));
                head.is_some_and(|head| head.eq_ignore_ascii_case(begin))
                    && tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
            }
            Owner::BankAccount => {
                id.split_once('@').is_some_and(|(name, bank)| !name.is_empty() && !bank.is_empty())
            }
            Owner::Tag => true,
        }
    }
}

impl Scheme {
    /// The scheme's row; the first, where it has several.
    pub fn info(self) -> Option<&'static SchemeRow> {
        SCHEMES.iter().find(|row| row.scheme == self)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        self.info().map_or("unknown", |row| row.name)
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One of the accounts (objects 02 to 51) that a code can be paid to.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// The object.
    pub object: &'a Object,
    /// Its scheme, if it is known.
    pub scheme: Option<&'static SchemeRow>,
}

impl Account<'_> {
    /// The account's tag.
    pub const fn id(&self) -> ObjectId {
        self.object.id
    }
}

impl Payload {
    /// All accounts, known or not, in their order.
    pub fn accounts(&self) -> impl Iterator<Item = Account<'_>> {
        self.objects()
            .iter()
            .filter(|object| object.id.is_account())
            .map(|object| Account { object, scheme: SchemeRow::of(object) })
    }

    /// The scheme to prefer among those of the code's accounts: DLak, LAO QR, then as [`Scheme`] is ordered. None if no
    /// account is known.
    pub fn scheme(&self) -> Option<Scheme> {
        self.accounts().filter_map(|account| Some(account.scheme?.scheme)).min()
    }

    /// The accounts of one scheme.
    fn accounts_of(&self, scheme: Scheme) -> impl Iterator<Item = (ObjectId, &Template)> {
        self.accounts().filter_map(move |account| {
            let template = account.object.as_template()?;
            account.scheme.filter(|row| row.scheme == scheme).map(|_| (account.id(), template))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::ObjectId;

    fn scheme_of(tag: u8, unique_id: &str) -> Option<Scheme> {
        let template = Template::of_network(unique_id, []);
        SchemeRow::of(&Object::template(ObjectId::of(tag), template)).map(|row| row.scheme)
    }

    #[test]
    fn the_table_is_in_the_order_of_preference() {
        assert_eq!(SCHEMES.first().map(|row| row.scheme), Some(Scheme::Dlak));
        assert!(SCHEMES.is_sorted_by_key(|row| row.scheme));
    }

    #[test]
    fn a_scheme_needs_both_its_tag_and_its_unique_id() {
        assert_eq!(scheme_of(38, "A005266284662577"), Some(Scheme::LaoQr));
        assert_eq!(scheme_of(38, "a005266284662577"), Some(Scheme::LaoQr));
        assert_eq!(scheme_of(38, "A000000727"), Some(Scheme::VietQr));
        assert_eq!(scheme_of(39, "A005266284662577"), None);
        assert_eq!(scheme_of(38, "la.example"), None);
    }

    #[test]
    fn dlak_is_recognised_in_every_account_template() {
        assert!((26..=51).all(|tag| scheme_of(tag, "la.dlak") == Some(Scheme::Dlak)));
        assert_eq!(scheme_of(26, "la.dlak.example"), None);
    }

    #[test]
    fn acquirers_of_qris_are_recognised_and_a_vietnamese_wallet_is_none() {
        assert_eq!(scheme_of(26, "ID.CO.BANK.WWW"), Some(Scheme::Qris));
        assert_eq!(scheme_of(26, "vn.wallet.www"), None);
        assert_eq!(scheme_of(26, "WWW"), None);
    }

    #[test]
    fn khqr_needs_an_account_at_a_bank() {
        assert_eq!(scheme_of(29, "john@bank"), Some(Scheme::Khqr));
        for id in ["john", "@bank", "john@"] {
            assert_eq!(scheme_of(29, id), None, "{id}");
        }
    }
}
