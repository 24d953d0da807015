package la.dlak.demo.spec

import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** What [SpecTest] says of a picture that is not what the specification says. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], application = android.app.Application::class)
class HeldTest {
    private val spec = Spec(JSONObject(SPEC))
    private val texts = listOf("Check and pay", "Pay 15 000 ₭", "Back")
    private val touched = listOf(Seen.Touched(listOf("Pay 15 000 ₭")), Seen.Touched(listOf("Back")))

    private fun faults(texts: List<String> = this.texts, touched: List<Seen.Touched> = this.touched) =
        Held(spec, spec.states.single(), Seen(texts, touched)).faults

    @Test
    fun `a picture of what is specified has no fault`() {
        assertEquals(emptyList<String>(), faults())
        assertEquals(emptyList<String>(), faults(texts + "25 Nov 2026, 15:42"))
    }

    @Test
    fun `a text that is not there is named`() =
        assertEquals(listOf("pay_title is not shown"), faults(texts - "Check and pay"))

    @Test
    fun `a text that the state does not name is named`() =
        assertEquals(listOf("it shows \"Not paid\", which the state does not name: common_failed"), faults(texts + "Not paid"))

    @Test
    fun `what can't be touched is named`() =
        assertEquals(listOf("pay_button can't be touched"), faults(touched = touched.drop(1)))

    @Test
    fun `what can be touched and is not specified is named`() = assertEquals(
        listOf("\"Send\" can be touched, and is nothing that the state names"),
        faults(touched = touched + Seen.Touched(listOf("Send"))),
    )

    @Test
    fun `keys for digits where none should be are named`() = assertEquals(
        listOf("\"7\" can be touched, and is nothing that the state names"),
        faults(touched = touched + Seen.Touched(listOf("7"))),
    )

    private companion object {
        const val SPEC = """{
            "screens": { "pay": { "states": { "confirm": {
                "pictures": ["pay"], "shows": ["pay_title"], "may_show": ["pay_button", "common_back"],
                "actions": { "pay_button": [], "common_back": [] }, "may": {}, "rows": {}, "fields": [], "digits": false
            } } } },
            "texts": {
                "pay_title": { "placeholders": [], "en": "Check and pay" },
                "pay_button": { "placeholders": ["amount"], "en": "Pay {amount}" },
                "common_back": { "placeholders": [], "en": "Back" },
                "common_failed": { "placeholders": [], "en": "Not paid" },
                "errors_foreign_code_detail": { "placeholders": ["scheme", "country"], "en": "{scheme}, {country}" }
            }
        }"""
    }
}
