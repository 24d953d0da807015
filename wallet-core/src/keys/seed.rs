//! The words on paper (BIP-39): 24 words of the English list that are the whole wallet.
//!
//! ```text
//! 32 random bytes <-> 24 words (the last has 8 bits of checksum) -> PBKDF2, no passphrase -> seed -> root key
//! ```

use std::fmt;

use bank_api::{
    env::{NoRandomness, Rng},
    key::SecretKey,
};
use bip39::{Language, Mnemonic};
use zeroize::Zeroizing;

use super::{KeysError, slip10};

/// Where the root key is in the tree of keys: `m/44'/418'/0'`, with the number of the kip (ISO 4217) for the coin.
const ROOT_KEY_PATH: [u32; 3] = [44, 418, 0];

/// The 24 words. Who has them has the wallet.
pub struct Words(Mnemonic);

impl Words {
    /// How many words there are.
    pub const COUNT: usize = 24;

    /// New words.
    pub fn generate(rng: &dyn Rng) -> Result<Self, NoRandomness> {
        let mut entropy = Zeroizing::new([0; 32]);
        rng.fill(entropy.as_mut_slice())?;
        Ok(Self::from_entropy(&entropy))
    }

    /// The words as a person types them: in any case, with any white space between them.
    pub fn parse(text: &str) -> Result<Self, KeysError> {
        let count = text.split_whitespace().count();
        if count != Self::COUNT {
            return Err(KeysError::WordCount(count));
        }
        let text = Zeroizing::new(text.to_lowercase());
        Mnemonic::parse_in_normalized(Language::English, &text).map(Self).map_err(|error| match error {
            bip39::Error::UnknownWord(index) => KeysError::UnknownWord(index + 1),
            bip39::Error::BadWordCount(count) => KeysError::WordCount(count),
            _ => KeysError::WordsChecksum,
        })
    }

    /// The words that a wallet may have and that begin with what was typed, in any case and with white space around it: in
    /// alphabetical order, at most `limit`. None while nothing was typed. What was typed is copied nowhere.
    pub fn suggest(typed: &str, limit: usize) -> Vec<&'static str> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Vec::new();
        }
        let begins =
            |word: &&str| word.get(..typed.len()).is_some_and(|head| head.eq_ignore_ascii_case(typed));
        Language::English.word_list().iter().copied().filter(begins).take(limit).collect()
    }

    /// The words that stand for these bytes.
    pub(super) fn from_entropy(entropy: &[u8; 32]) -> Self {
        let words = Mnemonic::from_entropy_in(Language::English, entropy);
        Self(words.expect("BIP-39 has words for every 32 bytes"))
    }

    /// The bytes that the words stand for: what is sealed.
    pub(super) fn entropy(&self) -> Zeroizing<[u8; 32]> {
        let padded = Zeroizing::new(self.0.to_entropy_array().0);
        let mut entropy = Zeroizing::new([0; 32]);
        entropy.copy_from_slice(&padded[..32]);
        entropy
    }

    /// The words in one line, to show to their owner and to no one else.
    pub fn words(&self) -> Zeroizing<String> {
        // Large enough from the start (no word has more than 8 letters): growing would leave copies behind.
        let mut line = Zeroizing::new(String::with_capacity(Self::COUNT * 9));
        for word in self.list() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        line
    }

    /// The words one by one, for a screen that numbers them.
    pub fn list(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.words()
    }

    /// The wallet's root key. Slow: 2048 rounds of PBKDF2.
    pub fn root_key(&self) -> SecretKey {
        SecretKey::from_seed(&slip10::derive(self.seed("").as_slice(), &ROOT_KEY_PATH))
    }

    fn seed(&self, passphrase: &str) -> Zeroizing<[u8; 64]> {
        Zeroizing::new(self.0.to_seed_normalized(passphrase))
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use bank_api::id::AccountId;
    use proptest::prelude::*;

    use super::*;
    use crate::keys::testing::{NoRng, SeededRng, hex};

    /// All vectors of BIP-39 with 24 words: entropy, words, seed with the passphrase `TREZOR`.
    const BIP_39: [[&str; 3]; 8] = [
        [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art",
            "bda85446c68413707090a52022edd26a1c9462295029f2e60cd7c4f2bbd3097170af7a4d73245cafa9c3cca8d561a7c3de6f5d4a10be8ed2a5e608d68f92fcc8",
        ],
        [
            "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
            "legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth title",
            "bc09fca1804f7e69da93c2f2028eb238c227f2e9dda30cd63699232578480a4021b146ad717fbb7e451ce9eb835f43620bf5c514db0f8add49f5d121449d3e87",
        ],
        [
            "8080808080808080808080808080808080808080808080808080808080808080",
            "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless",
            "c0c519bd0e91a2ed54357d9d1ebef6f5af218a153624cf4f2da911a0ed8f7a09e2ef61af0aca007096df430022f7a2b6fb91661a9589097069720d015e4e982f",
        ],
        [
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo vote",
            "dd48c104698c30cfe2b6142103248622fb7bb0ff692eebb00089b32d22484e1613912f0a5b694407be899ffd31ed3992c456cdf60f5d4564b8ba3f05a69890ad",
        ],
        [
            "68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c",
            "hamster diagram private dutch cause delay private meat slide toddler razor book happy fancy gospel tennis maple dilemma loan word shrug inflict delay length",
            "64c87cde7e12ecf6704ab95bb1408bef047c22db4cc7491c4271d170a1b213d20b385bc1588d9c7b38f1b39d415665b8a9030c9ec653d75e65f847d8fc1fc440",
        ],
        [
            "9f6a2878b2520799a44ef18bc7df394e7061a224d2c33cd015b157d746869863",
            "panda eyebrow bullet gorilla call smoke muffin taste mesh discover soft ostrich alcohol speed nation flash devote level hobby quick inner drive ghost inside",
            "72be8e052fc4919d2adf28d5306b5474b0069df35b02303de8c1729c9538dbb6fc2d731d5f832193cd9fb6aeecbc469594a70e3dd50811b5067f3b88b28c3e8d",
        ],
        [
            "066dca1a2bb7e8a1db2832148ce9933eea0f3ac9548d793112d9a95c9407efad",
            "all hour make first leader extend hole alien behind guard gospel lava path output census museum junior mass reopen famous sing advance salt reform",
            "26e975ec644423f4a4c4f4215ef09b4bd7ef924e85d1d17c4cf3f136c2863cf6df0a475045652c57eb5fb41513ca2a2d67722b77e954b4b3fc11f7590449191d",
        ],
        [
            "f585c11aec520db57dd353c69554b21a89b20fb0650966fa0a9d6f74fd989d8f",
            "void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing screen patrol group space point ten exist slush involve unfold",
            "01f5bced59dec48e362f2c45b5de68b9fd6c92c6634f44d6d40aab69056506f0e35524a518034ddc1192e1dacd32c1ed3eaa3c3b131c88ed8e7e54c49a5d0998",
        ],
    ];

    #[test]
    fn the_vectors_of_bip_39_hold() {
        for [entropy, line, seed] in BIP_39 {
            let words = Words::parse(line).unwrap();
            assert_eq!(*words.entropy(), hex::<32>(entropy));
            assert_eq!(*words.seed("TREZOR"), hex::<64>(seed));
            assert_eq!(words.words().as_str(), line);
            assert_eq!(Words::from_entropy(&hex(entropy)).words().as_str(), line);
        }
    }

    /// Checked against another implementation.
    #[test]
    fn the_same_words_are_the_same_wallet_for_ever() {
        let root = Words::parse(BIP_39[4][1]).unwrap().root_key().public();
        assert_eq!(root.to_string(), "ed25519:98tugLbo5hnk2Kss15M8k3vIB3j0BS0OHo5m_M_SSdo");
        assert_eq!(AccountId::of_wallet(&root).to_string(), "Z5EX75DXNGZ0JBGWB3Y4662QGW");
        assert_ne!(Words::parse(BIP_39[5][1]).unwrap().root_key().public(), root);
    }

    #[test]
    fn words_are_read_as_people_type_them() {
        let line = BIP_39[4][1];
        let typed = format!(" \t{}\r\n", line.to_uppercase().replace(' ', "\n  "));
        assert_eq!(Words::parse(&typed).unwrap().words().as_str(), line);
    }

    #[test]
    fn a_wrong_word_is_named_by_its_number_and_not_by_its_text() {
        let line = BIP_39[4][1].replace("shrug", "schrug");
        let error = Words::parse(&line).unwrap_err();
        assert!(matches!(error, KeysError::UnknownWord(21)), "{error:?}");
        assert!(!error.to_string().contains("schrug") && !format!("{error:?}").contains("schrug"));
    }

    #[test]
    fn words_in_another_order_or_number_are_refused() {
        let line = BIP_39[4][1];
        let swapped = line.replacen("hamster diagram", "diagram hamster", 1);
        assert!(matches!(Words::parse(&swapped), Err(KeysError::WordsChecksum)));
        let all_the_same = ["abandon"; 24].join(" ");
        assert!(matches!(Words::parse(&all_the_same), Err(KeysError::WordsChecksum)));
        for (count, line) in [(0, String::new()), (12, ["zoo"; 12].join(" ")), (25, format!("{line} zoo"))] {
            assert!(matches!(Words::parse(&line), Err(KeysError::WordCount(found)) if found == count));
        }
    }

    #[test]
    fn words_are_suggested_by_how_they_begin() {
        assert_eq!(Words::suggest("aba", 10), ["abandon"]);
        assert_eq!(Words::suggest(" \tWOO\n", 10), ["wood", "wool"]);
        assert_eq!(Words::suggest("zoo", 10), ["zoo"], "a whole word too");
        assert_eq!(
            Words::suggest("act", 3),
            ["act", "action", "actor"],
            "a word before those that are longer"
        );
        assert_eq!(Words::suggest("act", 0).len(), 0);
        assert_eq!(Words::suggest("s", usize::MAX).len(), 250);
        for nothing in ["", "  ", "\u{3000}", "xyz", "zooo", "wo od", "abandon ability", "ກ", "é", "%"] {
            assert_eq!(Words::suggest(nothing, 10).len(), 0, "{nothing}");
        }
    }

    #[test]
    fn four_letters_are_enough_for_every_word() {
        for word in Language::English.word_list() {
            let suggested = Words::suggest(&word[..word.len().min(4)], 2);
            assert_eq!(suggested[0], *word);
            assert!(suggested.len() == 1 || word.len() < 4, "{word}: {suggested:?}");
        }
    }

    #[test]
    fn words_print_nothing_and_need_randomness() {
        let words = Words::generate(&SeededRng::default()).unwrap();
        assert_eq!(format!("{words:?}"), "Words([redacted])");
        assert_eq!(words.list().count(), Words::COUNT);
        assert!(Words::generate(&NoRng).is_err());
    }

    proptest! {
        #[test]
        fn words_and_bytes_are_the_same_thing(entropy in any::<[u8; 32]>()) {
            let words = Words::from_entropy(&entropy);
            prop_assert_eq!(*Words::parse(&words.words()).unwrap().entropy(), entropy);
            prop_assert!(words.words().len() <= Words::COUNT * 9);
        }

        #[test]
        fn any_text_is_words_or_an_error(text in "\\PC{0,200}") {
            prop_assert!(Words::parse(&text).is_err());
        }
    }
}
