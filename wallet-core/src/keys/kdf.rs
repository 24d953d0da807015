//! From a PIN to a key: Argon2id (RFC 9106) makes each guess slow, HKDF (RFC 5869) makes it need the device's keystore.
//!
//! ```text
//! PIN, salt --Argon2id--> stretched --HKDF-SHA256, salted with the keystore's secret--> one key for each purpose
//! ```

use argon2::{Algorithm, Argon2, Params, Version};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{KeysError, Pin};

/// What one guess of a PIN costs. Stored with what is sealed, so that a new phone may ask for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KdfParameters {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl KdfParameters {
    /// The least that is allowed, and the default: 19 MiB, 2 passes, 1 lane.
    pub const FLOOR: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
    /// The most that is allowed in each respect: what an old phone still can do, and no damaged file goes beyond.
    const CEILING: Self = Self { memory_kib: 256 * 1024, passes: 16, lanes: 4 };
    /// The length of the stored form.
    pub(super) const BYTES: usize = 12;

    /// Argon2id with `memory_kib` KiB, `passes` over it and `lanes`. Refuses less than [`Self::FLOOR`], and more than
    /// 256 MiB, 16 passes, 4 lanes.
    pub const fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, KeysError> {
        let (floor, ceiling) = (Self::FLOOR, Self::CEILING);
        let enough = memory_kib >= floor.memory_kib && passes >= floor.passes && lanes >= floor.lanes;
        let bearable = memory_kib <= ceiling.memory_kib && passes <= ceiling.passes && lanes <= ceiling.lanes;
        if enough && bearable {
            Ok(Self { memory_kib, passes, lanes })
        } else {
            Err(KeysError::KdfOutOfBounds)
        }
    }

    /// Three numbers of 32 bits, big endian.
    pub(super) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        for (place, number) in bytes.chunks_exact_mut(4).zip([self.memory_kib, self.passes, self.lanes]) {
            place.copy_from_slice(&number.to_be_bytes());
        }
        bytes
    }

    pub(super) fn from_bytes(bytes: [u8; Self::BYTES]) -> Result<Self, KeysError> {
        let [memory_kib, passes, lanes] = bytes.as_chunks().0 else { return Err(KeysError::KdfOutOfBounds) };
        let number = |bytes: &[u8; 4]| u32::from_be_bytes(*bytes);
        Self::new(number(memory_kib), number(passes), number(lanes))
    }
}

impl Default for KdfParameters {
    fn default() -> Self {
        Self::FLOOR
    }
}

/// A PIN after Argon2id: with the keystore's secret it opens what is sealed.
pub(super) struct StretchedPin {
    pub(super) parameters: KdfParameters,
    pub(super) salt: [u8; 16],
    pub(super) bytes: Zeroizing<[u8; 32]>,
}

impl StretchedPin {
    /// Slow and large: what `parameters` say.
    pub(super) fn new(pin: &Pin, salt: [u8; 16], parameters: KdfParameters) -> Result<Self, KeysError> {
        let KdfParameters { memory_kib, passes, lanes } = parameters;
        let params =
            Params::new(memory_kib, passes, lanes, Some(32)).map_err(|_| KeysError::KdfOutOfBounds)?;
        let mut bytes = Zeroizing::new([0; 32]);
        // PIN, salt and output have lengths that Argon2 takes, so memory is all that can be missing.
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(pin.as_bytes(), &salt, bytes.as_mut_slice())
            .map_err(|_| KeysError::OutOfMemory)?;
        Ok(Self { parameters, salt, bytes })
    }
}

/// The first 32 bytes of HKDF-SHA256 (RFC 5869).
pub(super) fn hkdf(salt: &[u8], secret: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let extracted = hmac(salt, &[secret]);
    hmac(extracted.as_slice(), &[info, &[1]])
}

fn hmac(key: &[u8], message: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(mac(key, message).finalize().into_bytes().into())
}

/// HMAC-SHA256 over the parts of a message, to be finished or compared.
pub(super) fn mac(key: &[u8], message: &[&[u8]]) -> Hmac<Sha256> {
    let mac = Hmac::new_from_slice(key).expect("HMAC takes keys of any length");
    message.iter().fold(mac, Mac::chain_update)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::keys::testing::hex;

    /// RFC 5869, appendix A, test cases 1 and 3: the first block of the output.
    #[test]
    fn the_vectors_of_rfc_5869_hold() {
        let salt = hex::<13>("000102030405060708090a0b0c");
        let info = hex::<10>("f0f1f2f3f4f5f6f7f8f9");
        let first = hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
        assert_eq!(*hkdf(&salt, &[0x0b; 22], &info), first);
        let third = hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
        assert_eq!(*hkdf(&[], &[0x0b; 22], &[]), third);
    }

    #[test]
    fn costs_that_are_too_low_or_that_no_phone_can_bear_are_refused() {
        assert!(KdfParameters::new(19 * 1024, 2, 1).is_ok_and(|floor| floor == KdfParameters::default()));
        assert!(KdfParameters::new(256 * 1024, 16, 4).is_ok());
        for (memory_kib, passes, lanes) in [
            (19 * 1024 - 1, 2, 1),
            (19 * 1024, 1, 1),
            (19 * 1024, 2, 0),
            (256 * 1024 + 1, 2, 1),
            (4 * 1024 * 1024, 2, 1),
            (19 * 1024, 17, 1),
            (19 * 1024, 2, 5),
            (u32::MAX, u32::MAX, u32::MAX),
        ] {
            let refused =
                matches!(KdfParameters::new(memory_kib, passes, lanes), Err(KeysError::KdfOutOfBounds));
            assert!(refused, "{memory_kib} {passes} {lanes}");
        }
    }

    #[test]
    fn pin_salt_and_costs_all_count() {
        let stretch = |pin: &str, salt, passes| {
            let parameters = KdfParameters::new(19 * 1024, passes, 1).unwrap();
            StretchedPin::new(&Pin::new(pin.to_owned()).unwrap(), [salt; 16], parameters).unwrap().bytes
        };
        let bytes = stretch("271828", 1, 2);
        assert_eq!(stretch("271828", 1, 2), bytes);
        for other in [stretch("271829", 1, 2), stretch("271828", 2, 2), stretch("271828", 1, 3)] {
            assert_ne!(other, bytes);
        }
    }

    proptest! {
        #[test]
        fn parameters_round_trip(memory_kib in 19 * 1024..=256_u32 * 1024, passes in 2..=16_u32, lanes in 1..=4_u32) {
            let parameters = KdfParameters::new(memory_kib, passes, lanes).unwrap();
            prop_assert_eq!(KdfParameters::from_bytes(parameters.to_bytes()).unwrap(), parameters);
        }

        #[test]
        fn any_bytes_are_bearable_parameters_or_an_error(bytes in any::<[u8; 12]>()) {
            if let Ok(read) = KdfParameters::from_bytes(bytes) {
                prop_assert_eq!(read.to_bytes(), bytes);
                prop_assert!(read.memory_kib <= 256 * 1024);
            }
        }
    }
}
