//! What objects are called, for people who read a payload: the standard's names (EMVCo merchant-presented mode, section
//! 4.7) and those of the schemes that are known.

use crate::{
    object::{ObjectId, ObjectPath},
    payload::Payload,
    scheme::{Scheme, SchemeRow},
};

impl Payload {
    /// What the object is called, if that is known. Inside an account it depends on whose account it is.
    pub fn name_of(&self, path: ObjectPath) -> Option<&'static str> {
        let Some(inside) = path.inside else {
            let account = self.get(path.object).and_then(SchemeRow::of).map(|row| row.name);
            return account.or_else(|| root_name(path.object));
        };
        let names: &[(u8, &'static str)] = match path.object {
            ObjectId::ADDITIONAL => ADDITIONAL,
            ObjectId::LANGUAGE => LANGUAGE,
            object => match self.get(object).and_then(SchemeRow::of) {
                Some(row) => inside_account(row.scheme),
                None if object.number() == 99 && self.scheme() == Some(Scheme::Khqr) => KHQR_TIMES,
                None => &[],
            },
        };
        let known = names.iter().find(|(number, _)| *number == inside.number()).map(|(_, name)| *name);
        let is_network = path.object.is_account_template() || path.object.is_unreserved();
        known.or_else(|| (is_network && inside == ObjectId::UNIQUE_ID).then_some("unique ID"))
    }
}

fn root_name(id: ObjectId) -> Option<&'static str> {
    Some(match id.number() {
        0 => "payload format",
        1 => "point of initiation",
        6..=8 | 17..=25 | 65..=79 => "reserved for EMVCo",
        26..=51 => "account",
        52 => "merchant category",
        53 => "currency",
        54 => "amount",
        55 => "tip or fee",
        56 => "fixed fee",
        57 => "percentage fee",
        58 => "country",
        59 => "merchant name",
        60 => "merchant city",
        61 => "postal code",
        62 => "additional data",
        63 => "checksum",
        64 => "other language",
        80..=99 => "unreserved",
        _ => return None,
    })
}

const ADDITIONAL: &[(u8, &str)] = &[
    (1, "bill number"),
    (2, "mobile number"),
    (3, "store label"),
    (4, "loyalty number"),
    (5, "reference label"),
    (6, "customer label"),
    (7, "terminal label"),
    (8, "purpose"),
    (9, "payer data asked for"),
    (10, "merchant tax ID"),
    (11, "merchant channel"),
];

const LANGUAGE: &[(u8, &str)] = &[(0, "language"), (1, "merchant name"), (2, "merchant city")];

const KHQR_TIMES: &[(u8, &str)] = &[(0, "created"), (1, "expires")];

fn inside_account(scheme: Scheme) -> &'static [(u8, &'static str)] {
    match scheme {
        Scheme::Dlak => &[(1, "payee's account"), (2, "payment request"), (3, "expires")],
        Scheme::LaoQr => &[(0, "application ID"), (1, "issuer"), (2, "payment type"), (3, "receiver")],
        Scheme::OnePay => &[(1, "service"), (2, "merchant"), (3, "expires")],
        Scheme::UMoney => &[(1, "mobile number"), (2, "name")],
        Scheme::Khqr => &[(0, "account"), (1, "merchant ID or account information"), (2, "bank")],
        Scheme::PayNow => &[(1, "proxy type"), (2, "proxy"), (3, "amount editable"), (4, "expires")],
        Scheme::Pix => &[(1, "key"), (2, "text"), (25, "location")],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DlakCode, LocalName};

    #[test]
    fn objects_are_named_by_the_standard_and_by_whose_account_it_is() {
        let payload = DlakCode {
            account: "0123456789ABCDEFGHJKMNPQRS".into(),
            local_name: Some(LocalName::lao("ຮ້ານ", None)),
            ..DlakCode::default()
        }
        .to_payload()
        .expect("this code fits the standard");
        let root = |id| payload.name_of(ObjectId::of(id).into());
        let inside = |id, inside| payload.name_of(ObjectPath::within(ObjectId::of(id), ObjectId::of(inside)));
        assert_eq!(root(59), Some("merchant name"));
        assert_eq!(root(26), Some("DLak"));
        assert_eq!(root(27), Some("account"));
        assert_eq!(inside(26, 0), Some("unique ID"));
        assert_eq!(inside(26, 1), Some("payee's account"));
        assert_eq!(inside(26, 9), None);
        assert_eq!(inside(62, 7), Some("terminal label"));
        assert_eq!(inside(64, 1), Some("merchant name"));
        assert_eq!(inside(80, 0), Some("unique ID"));
    }

    #[test]
    fn every_object_at_the_root_has_a_name() {
        let payload = DlakCode { account: "0123456789ABCDEFGHJKMNPQRS".into(), ..DlakCode::default() };
        let payload = payload.to_payload().expect("this code fits the standard");
        // Card accounts are named where they stand.
        for id in (0..=99).filter(|id| !(2..=25).contains(id)) {
            assert!(payload.name_of(ObjectId::of(id).into()).is_some(), "{id}");
        }
    }
}
