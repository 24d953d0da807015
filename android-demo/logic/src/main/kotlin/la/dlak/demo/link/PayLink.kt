package la.dlak.demo.link

import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.nio.charset.CharacterCodingException
import java.nio.charset.CodingErrorAction

/**
 * A link that carries the text of a payment code: what other apps and web pages open this one with.
 *
 * ```
 * dlak:pay?code=00020101021126...   (dlak://pay?code=... is the same)
 * ```
 *
 * The code's text is percent-encoded as RFC 3986 says (`+` is a plus). A link says no more than a printed code: it never pays, and
 * all that it claims is asked of the bank.
 */
object PayLink {
    /** A QR code holds less than 3000 bytes, and percent-encoding makes three of one. */
    private const val LONGEST = 9_000
    private const val SCHEME = "dlak:"
    private const val PLACE = "pay"
    private const val CODE = "code="
    private const val HEX = 16
    private const val ESCAPE = 3

    /** ASCII that is seen: anything else is percent-encoded. */
    private val PLAIN = 0x21..0x7e

    /** The code in this link, or null when there is none, or more than one: two readers could take another one each. */
    fun codeIn(link: String): String? {
        if (link.length > LONGEST || !link.startsWith(SCHEME, ignoreCase = true)) return null
        val rest = link.drop(SCHEME.length).removePrefix("//").substringBefore('#')
        if (!rest.substringBefore('?').removeSuffix("/").equals(PLACE, ignoreCase = true)) return null
        val codes = rest.substringAfter('?', "").split('&').filter { it.startsWith(CODE) }
        return codes.singleOrNull()?.let { decoded(it.removePrefix(CODE)) }?.ifBlank { null }
    }

    /** The link with this code. */
    fun of(code: String): String = "$SCHEME$PLACE?$CODE" + code.toByteArray().joinToString("") { byte ->
        val char = (byte.toInt() and 0xff).toChar()
        if (char in 'a'..'z' || char in 'A'..'Z' || char in '0'..'9' || char in "-._~") char.toString() else "%%%02X".format(byte)
    }

    private fun decoded(text: String): String? {
        val bytes = ByteArrayOutputStream(text.length)
        var at = 0
        while (at < text.length) {
            if (text[at] != '%') {
                if (text[at].code !in PLAIN) return null
                bytes.write(text[at].code)
                at++
                continue
            }
            val hex = text.substring(at + 1, minOf(at + ESCAPE, text.length))
            if (hex.length != ESCAPE - 1 || hex.any { it.digitToIntOrNull(HEX) == null || it > 'f' }) return null
            bytes.write(hex.toInt(HEX))
            at += ESCAPE
        }
        val decoder = Charsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
        return try {
            decoder.decode(ByteBuffer.wrap(bytes.toByteArray())).toString()
        } catch (_: CharacterCodingException) {
            null
        }
    }
}
