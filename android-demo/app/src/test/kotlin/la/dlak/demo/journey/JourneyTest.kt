package la.dlak.demo.journey

import la.dlak.demo.settings.Language
import la.dlak.wallet.support.FaultyBank
import la.dlak.wallet.support.text
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Test
import java.io.File
import java.nio.file.Files

/**
 * Two people, two phones, one bank: the app from its welcome to a verified receipt, through everything that can go wrong on the way.
 *
 * Each phone is a process of its own with the app's real activity, screens, view models and native library. The payer reads the
 * merchant's code from the picture of the merchant's screen. The network is cut at three points, the payer's phone killed at two;
 * money moves once each time, or not at all.
 */
class JourneyTest {
    private val folder = Files.createTempDirectory("dlak-journey").toFile()
    private val began = System.nanoTime()
    private val log = File("target/journey.log").printWriter()
    private val bank = FaultyBank(persons = listOf("Khamla Sayasone"), merchants = listOf("Han Kafe"))
    private val khamla = phone("Khamla", Language.LAO)
    private val shop = phone("Han Kafe", Language.ENGLISH)
    private var pictures = 0

    @After
    fun end() {
        listOf(khamla, shop, bank).forEach(AutoCloseable::close)
        log.close()
        folder.deleteRecursively()
    }

    @Test
    fun `a citizen pays a merchant, whatever happens on the way`() {
        shop.start()
        shop.onboard(bank.bank.merchant())
        shop.does("tap", "home_till")
        khamla.start()
        khamla.onboard(bank.bank.person())
        khamla.topUp("100000")
        assertEquals("10000000", khamla.does("balance"))

        heading("All goes well")
        khamla.scan(shop.asksFor("15000"))
        khamla.pays()
        khamla.isPaid()
        shop.wasPaid()
        accounts(khamla = 85_000, shop = 15_000, receipts = 1)

        heading("Cut 1: the network is away when the code is read")
        val second = shop.asksFor("10000")
        network("cut")
        khamla.scan(second)
        khamla.does("see", "errors_bank_unreachable_title")
        network("mend")
        khamla.does("tap", "common_retry")
        khamla.does("see", "pay_confirm_title")
        khamla.does("turn")
        khamla.pays()
        khamla.isPaid()
        shop.wasPaid()
        accounts(khamla = 75_000, shop = 25_000, receipts = 2)

        heading("Cut 2: the order never reaches the bank, and then nothing does for a while")
        val third = shop.asksFor("5000")
        khamla.scan(third)
        khamla.does("see", "pay_confirm_title")
        network("cut")
        khamla.pays()
        khamla.does("see", "pay_pending_title")
        network("mend")
        khamla.isPaid()
        shop.wasPaid()
        accounts(khamla = 70_000, shop = 30_000, receipts = 3)

        heading("Cut 3: the bank settles it, and its answer is lost")
        khamla.scan(shop.asksFor("7000"))
        khamla.does("see", "pay_confirm_title")
        network("lose POST /v1/payments")
        khamla.pays()
        khamla.isPaid()
        shop.wasPaid()
        accounts(khamla = 63_000, shop = 37_000, receipts = 4)

        heading("Kill 1: before the owner says yes")
        val fifth = shop.asksFor("3000")
        khamla.scan(fifth)
        khamla.does("see", "pay_confirm_title")
        khamla.kill()
        khamla.comesBack()
        accounts(khamla = 63_000, shop = 37_000, receipts = 4)
        khamla.scan(fifth)
        khamla.pays()
        khamla.isPaid()
        shop.wasPaid()
        accounts(khamla = 60_000, shop = 40_000, receipts = 5)

        heading("Kill 2: after the bank has settled it, before its answer is there")
        khamla.scan(shop.asksFor("2000"))
        khamla.does("see", "pay_confirm_title")
        network("stall POST /v1/payments")
        khamla.pays()
        network("stalled")
        khamla.kill()
        shop.wasPaid()
        khamla.comesBack()
        accounts(khamla = 58_000, shop = 42_000, receipts = 6)
        assertEquals("each fault has met its request", "0", bank.tell("status").text("unused"))
    }

    /** From the welcome to the home screen. */
    private fun PhoneProcess.onboard(code: String) {
        does("tap", "onboarding_create")
        enterPin("onboarding_choose_pin_title")
        enterPin("onboarding_repeat_pin_title")
        does("words")
        does("see", "onboarding_enrol_title")
        does("type", code)
        does("tap", "common_continue")
        does("see", "home_pay")
    }

    private fun PhoneProcess.enterPin(title: String) {
        does("see", title)
        does("digits", "271828")
        does("tap", "settings_pin_submit")
    }

    private fun PhoneProcess.topUp(kip: String) {
        does("tap", "home_top_up")
        does("digits", kip)
        does("tap", "common_continue")
        does("look")
        does("tap", "money_top_up_yes")
        does("see", "money_top_up_done")
        does("tap", "common_done")
    }

    /** The till shows a code of this amount; gives the picture of its screen. */
    private fun PhoneProcess.asksFor(kip: String): String {
        does("digits", kip)
        does("tap", "receive_show_code")
        does("see", "receive_waiting")
        // The symbol is made beside the main thread.
        does("look")
        return folder.resolve("till-${++pictures}.png").path.also { does("picture", it) }
    }

    private fun PhoneProcess.wasPaid() {
        does("see", "merchant_paid")
        does("tap", "merchant_next")
    }

    private fun PhoneProcess.scan(picture: String) {
        does("camera", picture)
        does("tap", "home_pay")
    }

    private fun PhoneProcess.pays() {
        does("see", "pay_confirm_title")
        does("look")
        does("press", "pay_confirm_button")
    }

    private fun PhoneProcess.isPaid() {
        does("see", "common_paid")
        does("see", "pay_receipt_verified")
        does("tap", "common_done")
    }

    /** After a kill: the app is opened, and its owner proves who they are. */
    private fun PhoneProcess.comesBack() {
        start()
        enterPin("settings_lock_title")
        does("see", "home_pay")
    }

    /** Nothing is lost, nothing is made, nothing moved twice; and every receipt verifies. */
    private fun accounts(khamla: Long, shop: Long, receipts: Int) {
        this.khamla.does("settled", (khamla * 100).toString())
        this.shop.does("settled", (shop * 100).toString())
        assertEquals("$receipts", this.khamla.does("receipts"))
        assertEquals(100_000, khamla + shop)
    }

    private fun phone(owner: String, language: Language) = PhoneProcess(owner, folder.resolve(owner), bank.url, language, ::note)

    private fun network(command: String) {
        note("the network: $command")
        bank.tell(command)
    }

    private fun heading(text: String) = note("--- $text")

    private fun note(line: String) {
        log.println("%7.1f s  %s".format(java.util.Locale.ROOT, (System.nanoTime() - began) / 1e9, line))
        log.flush()
    }
}
