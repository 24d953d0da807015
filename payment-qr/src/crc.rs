//! The checksum of object 63: CRC-16/CCITT-FALSE (EMVCo merchant-presented mode, section 4.7.3, ISO/IEC 13239).
//!
//! Polynomial 0x1021, start 0xFFFF, not reflected, no final xor. It runs over the UTF-8 *bytes* of everything up to and
//! including `6304`, although lengths count characters. It catches damage and misprints; it is no signature: who
//! prints a whole new code makes a right checksum too.

const TABLE: [u16; 256] = table();

const fn table() -> [u16; 256] {
    let mut table = [0_u16; 256];
    let mut byte = 0_u16;
    while byte < 256 {
        let mut crc = byte << 8;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 0x8000 == 0 { crc << 1 } else { (crc << 1) ^ 0x1021 };
            bit += 1;
        }
        table[byte as usize] = crc;
        byte += 1;
    }
    table
}

/// The checksum of `bytes`.
pub fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc, &byte| {
        let [high, _] = crc.to_be_bytes();
        // A u8 can't be outside a table of 256.
        (crc << 8) ^ TABLE[usize::from(high ^ byte)]
    })
}

#[cfg(test)]
mod tests {
    use super::crc16;

    #[test]
    fn the_check_value_of_the_standard_holds() {
        assert_eq!(crc16(b"123456789"), 0x29B1);
    }

    #[test]
    fn nothing_gives_the_start_value() {
        assert_eq!(crc16(b""), 0xFFFF);
    }
}
