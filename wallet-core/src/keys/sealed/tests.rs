use proptest::prelude::*;

use super::*;
use crate::keys::testing::{NoRng, SeededRng};

const ACCOUNT: AccountId = AccountId::from_bytes([1; 16]);
const OTHER_ACCOUNT: AccountId = AccountId::from_bytes([2; 16]);

fn pin(text: &str) -> Pin {
    Pin::new(text.to_owned()).unwrap()
}

fn secret(byte: u8) -> KeystoreSecret {
    KeystoreSecret::from_bytes([byte; 32])
}

fn keys() -> WalletKeys {
    WalletKeys {
        words: Words::from_entropy(&[3; 32]),
        spending: SecretKey::from_seed(&[4; 32]),
        device: SecretKey::from_seed(&[5; 32]),
    }
}

fn sealed() -> SealedKeys {
    let rng = SeededRng::default();
    SealedKeys::seal(&keys(), ACCOUNT, &pin("271828"), &secret(9), KdfParameters::FLOOR, &rng).unwrap()
}

/// What opening each of the three with these gives.
fn open(
    sealed: &SealedKeys,
    account: AccountId,
    pin: &Pin,
    secret: &KeystoreSecret,
) -> [Result<(), KeysError>; 3] {
    [
        sealed.open_words(account, pin, secret).map(|words| assert_eq!(*words.entropy(), [3; 32])),
        sealed.open_spending(account, pin, secret).map(|key| assert_eq!(*key.to_seed(), [4; 32])),
        sealed.open_device(account, secret).map(|key| assert_eq!(*key.to_seed(), [5; 32])),
    ]
}

#[test]
fn what_is_sealed_opens_with_pin_and_keystore() {
    assert!(matches!(open(&sealed(), ACCOUNT, &pin("271828"), &secret(9)), [Ok(()), Ok(()), Ok(())]));
}

#[test]
fn a_wrong_pin_is_told_apart_and_the_device_key_needs_none() {
    let wrong = open(&sealed(), ACCOUNT, &pin("271829"), &secret(9));
    assert!(matches!(wrong, [Err(KeysError::WrongPin), Err(KeysError::WrongPin), Ok(())]), "{wrong:?}");
}

#[test]
fn without_the_devices_keystore_the_right_pin_is_worth_nothing() {
    let wrong = open(&sealed(), ACCOUNT, &pin("271828"), &secret(8));
    assert!(
        matches!(wrong, [Err(KeysError::Damaged), Err(KeysError::Damaged), Err(KeysError::Damaged)]),
        "{wrong:?}"
    );
}

#[test]
fn keys_sealed_for_another_account_or_purpose_are_refused() {
    let wrong = open(&sealed(), OTHER_ACCOUNT, &pin("271828"), &secret(9));
    assert!(
        matches!(wrong, [Err(KeysError::Damaged), Err(KeysError::Damaged), Err(KeysError::Damaged)]),
        "{wrong:?}"
    );

    let SealedKeys { seed, spending, device } = sealed();
    let mut swapped = SealedKeys { seed: spending, spending: seed, device };
    let refused = open(&swapped, ACCOUNT, &pin("271828"), &secret(9));
    assert!(matches!(refused, [Err(KeysError::Damaged), Err(KeysError::Damaged), Ok(())]), "{refused:?}");
    // Also when the purpose's number is altered with it.
    swapped.seed[1] = Purpose::Seed as u8;
    assert!(matches!(swapped.open_words(ACCOUNT, &pin("271828"), &secret(9)), Err(KeysError::Damaged)));
}

#[test]
fn every_altered_bit_is_noticed_before_the_pin_is_stretched() {
    let sound = sealed();
    let pin = pin("271828");
    for bit in 0..PIN_BYTES * 8 {
        let mut altered = sound.clone();
        altered.seed[bit / 8] ^= 1 << (bit % 8);
        altered.spending[bit / 8] ^= 1 << (bit % 8);
        if bit < DEVICE_BYTES * 8 {
            altered.device[bit / 8] ^= 1 << (bit % 8);
        }
        let mut opened = open(&altered, ACCOUNT, &pin, &secret(9)).into_iter();
        let refused = |result| matches!(result, Err(KeysError::Damaged | KeysError::UnknownFormat(_)));
        assert!(opened.by_ref().take(2).all(refused), "bit {bit}");
        assert!(bit >= DEVICE_BYTES * 8 || opened.all(refused), "bit {bit} of the device key");
    }
}

#[test]
fn the_ciphertext_itself_is_bound_to_all_that_stands_before_it() {
    // Who has the keystore's secret can make the check anew; the ciphertext still holds.
    let secret = secret(9);
    let sealer = Sealer { account: ACCOUNT, secret: &secret };
    let stretched =
        sealer.checked(Purpose::Spending, &sealed().spending).unwrap().stretch(&pin("271828")).unwrap();
    for byte in 0..PIN_BYTES - CHECK {
        let mut altered = sealed_once().spending.clone();
        altered[byte] ^= 1;
        let check = sealer.check(&altered[..PIN_BYTES - CHECK]).finalize().into_bytes();
        altered.truncate(PIN_BYTES - CHECK);
        altered.extend(check);
        let opened = sealer.checked(Purpose::Spending, &altered).and_then(|sealed| sealed.open(&stretched));
        assert!(opened.is_err(), "byte {byte}");
    }
}

fn sealed_once() -> &'static SealedKeys {
    static SEALED: std::sync::LazyLock<SealedKeys> = std::sync::LazyLock::new(sealed);
    &SEALED
}

#[test]
fn another_length_is_damage_and_a_newer_version_says_so() {
    let sound = sealed_once();
    for length in (0..PIN_BYTES).chain([PIN_BYTES + 1, 10_000]) {
        let resized = |bytes: &[u8]| -> Vec<u8> {
            bytes.iter().copied().chain(std::iter::repeat(0)).take(length).collect()
        };
        let cut = SealedKeys {
            seed: resized(&sound.seed),
            spending: resized(&sound.spending),
            device: if length == DEVICE_BYTES { Vec::new() } else { resized(&sound.device) },
        };
        let refused = open(&cut, ACCOUNT, &pin("271828"), &secret(9));
        assert!(
            refused.iter().all(|result| matches!(result, Err(KeysError::Damaged))),
            "{length}: {refused:?}"
        );
    }
    let mut newer = sound.clone();
    newer.spending = [&[2][..], &[0; 300]].concat();
    newer.device[0] = 2;
    let [_, spending, device] = open(&newer, ACCOUNT, &pin("271828"), &secret(9));
    assert!(matches!(
        (spending, device),
        (Err(KeysError::UnknownFormat(2)), Err(KeysError::UnknownFormat(2)))
    ));
}

#[test]
fn a_new_pin_replaces_the_old_one() {
    let rng = SeededRng::default();
    let (old, new) = (pin("271828"), pin("314159"));
    let parameters = KdfParameters::new(20 * 1024, 3, 1).unwrap();
    let before = sealed_once();
    let after = before.change_pin(ACCOUNT, &old, &new, &secret(9), parameters, &rng).unwrap();
    assert!(matches!(open(&after, ACCOUNT, &new, &secret(9)), [Ok(()), Ok(()), Ok(())]));
    assert!(matches!(
        open(&after, ACCOUNT, &old, &secret(9)),
        [Err(KeysError::WrongPin), Err(KeysError::WrongPin), _]
    ));
    assert_eq!(after.device, before.device);
}

#[test]
fn keys_that_were_sealed_apart_change_their_pin_too() {
    let rng = SeededRng::default();
    for _ in 0..7 {
        random::<32>(&rng).unwrap(); // another salt than `sealed` got
    }
    let (old, new) = (pin("271828"), pin("314159"));
    let other = SealedKeys::seal(&keys(), ACCOUNT, &old, &secret(9), KdfParameters::FLOOR, &rng).unwrap();
    let mixed = SealedKeys { seed: other.seed, ..sealed() };
    assert_ne!(mixed.seed[HEAD..][..30], mixed.spending[HEAD..][..30]);
    let after = mixed.change_pin(ACCOUNT, &old, &new, &secret(9), KdfParameters::FLOOR, &rng).unwrap();
    assert!(matches!(open(&after, ACCOUNT, &new, &secret(9)), [Ok(()), Ok(()), Ok(())]));
}

#[test]
fn a_pin_is_not_changed_by_who_does_not_know_it_nor_to_a_weak_one() {
    let change = |old: &str, new: &str| {
        let rng = SeededRng::default();
        sealed_once().change_pin(ACCOUNT, &pin(old), &pin(new), &secret(9), KdfParameters::FLOOR, &rng)
    };
    assert!(matches!(change("271829", "314159"), Err(KeysError::WrongPin)));
    assert!(matches!(change("271828", "123456"), Err(KeysError::WeakPin)));
    assert!(matches!(change("271829", "123456"), Err(KeysError::WeakPin)), "before the old one is tried");
}

#[test]
fn nothing_is_sealed_under_a_weak_pin_or_without_randomness() {
    let seal = |text: &str, rng: &dyn bank_api::env::Rng| {
        SealedKeys::seal(&keys(), ACCOUNT, &pin(text), &secret(9), KdfParameters::FLOOR, rng)
    };
    assert!(matches!(seal("111111", &SeededRng::default()), Err(KeysError::WeakPin)));
    assert!(matches!(seal("271828", &NoRng), Err(KeysError::Randomness(_))));
    assert!(WalletKeys::generate(Words::from_entropy(&[3; 32]), &NoRng).is_err());
}

#[test]
fn no_two_seals_are_alike() {
    let rng = SeededRng::default();
    let seal = || {
        SealedKeys::seal(&keys(), ACCOUNT, &pin("271828"), &secret(9), KdfParameters::FLOOR, &rng).unwrap()
    };
    let (first, second) = (seal(), seal());
    let nonces = |sealed: &SealedKeys| {
        [sealed.seed[30..54].to_vec(), sealed.spending[30..54].to_vec(), sealed.device[2..26].to_vec()]
    };
    let all: std::collections::BTreeSet<_> = nonces(&first).into_iter().chain(nonces(&second)).collect();
    assert_eq!(all.len(), 6);
    assert_ne!(first.seed[14..30], second.seed[14..30], "the salts");
}

/// Sealed by version 1, and checked against another implementation: this must open for ever.
#[test]
fn what_version_1_sealed_opens() {
    let hex = |text: &str| data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap();
    let sealed = SealedKeys {
        seed: hex(concat!(
            "010100004c000000000200000001af5570f5a1810b7af78caf4bc70a660fcd2662154e6d76b2b2b92e70c0cac3ccf534",
            "f9b74eb5b898dfbcf2a5ad83ffee54f136ec4c3944e5932ced6849fc00e41e54ecc0bb0b97c789fb8e1ad20aa8af3078",
            "03f71fa8a60717a2d8de5a653249f114b786fe706a330877ac46b1f7373fc8d2ab5537dea454",
        )),
        spending: hex(concat!(
            "010200004c000000000200000001af5570f5a1810b7af78caf4bc70a660fcd04a4754498e06db5a13c5f371f1f04ff6d",
            "2470f24aa9bdb119d36612b0172a07a1c5ee563b09c6f89b6cfa97272d6f122f36de8b3d0b865bfcb1760b5454f8d801",
            "69bf38e9bc767df61ec4111f7ab957adf3a7dd5ab696ea776b2d28c8d10252b6080b89f9b682",
        )),
        device: hex(concat!(
            "0103d5688a52d55a02ec4aea5ec1eadfffe1c9e0ee6a4ddbe237c6a7f21623d0b4d854cea1edf91258aad42269cdd6a9",
            "9c4b23996725b771198d053a8a64edd6ddab0aa6a5e956b3c107",
        )),
    };
    assert!(matches!(open(&sealed, ACCOUNT, &pin("271828"), &secret(9)), [Ok(()), Ok(()), Ok(())]));
}

#[test]
fn secrets_print_nothing() {
    let text = format!("{:?} {:?}", sealed_once(), keys());
    assert_eq!(text.matches("[redacted]").count(), 4, "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))] // each stretches a PIN twice

    #[test]
    fn any_keys_round_trip(
        entropy in any::<[u8; 32]>(), spending in any::<[u8; 32]>(), device in any::<[u8; 32]>(),
        account in any::<[u8; 16]>(), keystore in any::<[u8; 32]>(), digits in "2718[0-9]{2,8}",
    ) {
        prop_assume!(pin(&digits).check_strength().is_ok());
        let keys = WalletKeys {
            words: Words::from_entropy(&entropy),
            spending: SecretKey::from_seed(&spending),
            device: SecretKey::from_seed(&device),
        };
        let (account, secret) = (AccountId::from_bytes(account), KeystoreSecret::from_bytes(keystore));
        let rng = SeededRng::default();
        let sealed = SealedKeys::seal(&keys, account, &pin(&digits), &secret, KdfParameters::FLOOR, &rng).unwrap();
        prop_assert_eq!(*sealed.open_words(account, &pin(&digits), &secret).unwrap().entropy(), entropy);
        prop_assert_eq!(*sealed.open_spending(account, &pin(&digits), &secret).unwrap().to_seed(), spending);
        prop_assert_eq!(*sealed.open_device(account, &secret).unwrap().to_seed(), device);
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_open_and_never_panic(
        seed in prop::collection::vec(any::<u8>(), 0..200), valid_head in any::<bool>(), exact in any::<bool>()
    ) {
        let mut seed = seed;
        if exact {
            seed.resize(PIN_BYTES, 7);
        }
        if let (true, [version, purpose, ..]) = (valid_head, seed.as_mut_slice()) {
            (*version, *purpose) = (VERSION, Purpose::Seed as u8);
        }
        let sealed = SealedKeys { spending: seed.clone(), device: seed.clone(), seed };
        prop_assert!(open(&sealed, ACCOUNT, &pin("271828"), &secret(9)).iter().all(Result::is_err));
    }
}
