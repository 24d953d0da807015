package la.dlak.demo.fake

import la.dlak.wallet.Amount

/** A code as a shop prints it: of DLak, that can be shown again and again. The bank need not know the account. */
fun dlakCode(name: String = "HAN KAFE", amount: Amount? = null, account: String = "0123456789ABCDEFGHJKMNPQRR"): String {
    val body = listOfNotNull(
        "00" to "01",
        "01" to "11",
        "26" to field("00", "la.dlak") + field("01", account),
        "52" to "0000",
        "53" to "418",
        amount?.let { "54" to "%d.%02d".format(it.att / Amount.ATT_PER_KIP, it.att % Amount.ATT_PER_KIP) },
        "58" to "LA",
        "59" to name,
        "60" to "Vientiane",
    ).joinToString("") { (id, value) -> field(id, value) } + "6304"
    return body + "%04X".format(crc(body))
}

/** PromptPay's, of Thailand: what this wallet can't pay. */
const val FOREIGN_CODE = "00020101021129370016A000000677010111011300668123456785802TH530376463049B5E"

private fun field(id: String, value: String) = id + "%02d".format(value.length) + value

/** CRC-16/CCITT-FALSE, as the standard of payment codes has it. */
private fun crc(text: String): Int = text.toByteArray().fold(0xFFFF) { start, byte ->
    (0 until 8).fold(start xor (byte.toInt() and 0xFF shl 8)) { crc, _ ->
        (crc shl 1 xor if (crc and 0x8000 != 0) 0x1021 else 0) and 0xFFFF
    }
}
