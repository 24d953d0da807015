//! A customer of the bank.

use bank_api::{
    amount::Amount,
    id::AccountId,
    key::SecretKey,
    statement::{
        DeviceAuthorisation, DeviceRevocation, Lak, OrderKind, PaymentOrder, Signed, Unverified, Version1,
    },
};

use super::{network, noon, order_id};
use crate::{
    directory::{Authorisation, Revocation},
    ledger::{
        Instruction, VerifiedOrder,
        verify::{SpendingKey, verify},
    },
};

/// A customer with a phone.
pub(crate) struct Person {
    root: SecretKey,
    device: SecretKey,
    pub(crate) spending: SecretKey,
    pub(crate) account: AccountId,
}

impl Person {
    pub(crate) fn new(number: u8) -> Self {
        let key = |purpose: u8| {
            let mut seed = [number; 32];
            seed[0] = purpose;
            SecretKey::from_seed(&seed)
        };
        let root = key(1);
        let account = AccountId::of_wallet(&root.public());
        Self { root, device: key(2), spending: key(3), account }
    }

    /// The same owner on another phone.
    pub(crate) fn another_device(&self, number: u8) -> Self {
        let root = SecretKey::from_seed(&self.root.to_seed());
        Self { root, account: self.account, ..Self::new(number) }
    }

    pub(crate) fn authorisation(&self) -> Authorisation {
        self.authorises_keys_of(self)
    }

    /// This owner's word for the keys of anybody's phone.
    pub(crate) fn authorises_keys_of(&self, other: &Self) -> Authorisation {
        let body = DeviceAuthorisation {
            version: Version1,
            root_key: self.root.public(),
            device_key: other.device.public(),
            spending_key: other.spending.public(),
            label: "phone".to_owned(),
            issued_at: noon(),
        };
        Authorisation::verify(Signed::sign(body, &network(), &self.root).bytes(), &network()).unwrap()
    }

    pub(crate) fn revocation(&self) -> Revocation {
        self.revokes_device_of(self)
    }

    /// This owner's word against anybody's phone.
    pub(crate) fn revokes_device_of(&self, other: &Self) -> Revocation {
        let body = DeviceRevocation {
            version: Version1,
            root_key: self.root.public(),
            device: other.device.public().id(),
            issued_at: noon(),
        };
        Revocation::verify(Signed::sign(body, &network(), &self.root).bytes(), &network()).unwrap()
    }

    /// A payment that holds for a minute.
    pub(crate) fn pays(&self, id: u64, payee: AccountId, amount: Amount) -> PaymentOrder {
        PaymentOrder {
            version: Version1,
            id: order_id(id),
            payer: self.account,
            payee,
            amount,
            currency: Lak,
            kind: OrderKind::Payment,
            request: None,
            memo: None,
            created_at: noon(),
            expires_at: noon().shifted(60_000_000),
        }
    }

    pub(crate) fn sign(&self, order: PaymentOrder) -> Vec<u8> {
        Signed::sign(order, &network(), &self.spending).bytes().to_vec()
    }

    pub(crate) fn verified(&self, order: PaymentOrder) -> VerifiedOrder {
        let spending = SpendingKey { key: self.spending.public(), account: self.account };
        verify(Unverified::parse(&self.sign(order)).unwrap(), &network(), &spending).unwrap()
    }

    pub(crate) fn instructs(&self, order: PaymentOrder) -> Instruction {
        Instruction::Order(self.verified(order))
    }
}
