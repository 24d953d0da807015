package la.dlak.demo.scan

import androidx.lifecycle.ViewModelStore
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import la.dlak.demo.fake.FedCamera
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.frameOf
import la.dlak.demo.fake.seen
import la.dlak.wallet.AccountId
import la.dlak.wallet.CodeKind
import la.dlak.wallet.PaymentCode
import la.dlak.wallet.ScannedCode
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import java.nio.ByteBuffer

class ScanViewModelTest {
    @get:Rule
    val main = MainThread()

    private val camera = FedCamera()

    private fun scanning(test: suspend ScanViewModel.(letReadTimePass: () -> Unit) -> Unit) = runTest(main.dispatcher) {
        val store = ViewModelStore()
        val scan = ScanViewModel(camera, testTimeSource, main.dispatcher) { code ->
            PaymentCode(AccountId(code), "Shop $code", 15_000.kip, null, null)
        }
        store.put("scan", scan)
        scan.onLook()
        scan.test { testScheduler.advanceTimeBy(ScanViewModel.READ) }
        store.clear()
    }

    private val ScanViewModel.now: ScanUiState get() = state.value

    @Test
    fun `a code is framed as soon as it is seen, and taken when a second frame shows it too`() = scanning {
        camera.see(seen("han-kafe"))
        assertEquals(listOf("han-kafe"), now.sight?.codes?.map { it.text })
        assertNull(now.chosen)
        camera.see(seen("han-kafe"))
        assertEquals("han-kafe", now.chosen)
    }

    @Test
    fun `while a code is opened nothing else is taken, and it is not taken again before it was out of sight`() = scanning {
        camera.see(seen("a"), times = 2)
        camera.see(seen("b"), times = 5)
        assertEquals("a", now.chosen)
        onOpened()
        camera.see(seen("a"), times = 5)
        assertNull("it is only offered", now.chosen)
        assertEquals(listOf("a"), now.choices.map { it.text })
        camera.see(times = Watch.FORGET)
        assertEquals(emptyList<Choice>(), now.choices)
        camera.see(seen("a"), times = 2)
        assertEquals("a", now.chosen)
    }

    @Test
    fun `of several codes the owner chooses, with what is printed in each`() = scanning {
        camera.see(seen("a"), seen("b", left = 900), times = 3)
        assertNull(now.chosen)
        assertEquals(listOf(Choice("a", "Shop a", 15_000.kip), Choice("b", "Shop b", 15_000.kip)), now.choices)
        onChoose("not there")
        assertNull(now.chosen)
        onChoose("b")
        assertEquals("b", now.chosen)
    }

    @Test
    fun `of several codes none is taken because a blurred frame shows only one`() = scanning {
        camera.see(seen("a"), seen("b", left = 900))
        camera.see(seen("a"), times = 5)
        assertNull(now.chosen)
        assertEquals(listOf("a", "b"), now.choices.map { it.text })
        camera.see(seen("b", left = 900), seen("a"))
        assertEquals("they keep their places", listOf("a", "b"), now.choices.map { it.text })
    }

    @Test
    fun `a code that can't be paid says what it is, and the camera goes on`() = scanning { letReadTimePass ->
        for ((kind, notice) in listOf(
            CodeKind.Foreign("PromptPay", "TH") to Notice.Foreign("PromptPay", "TH"),
            CodeKind.Broken("its checksum is wrong") to Notice.Broken,
            CodeKind.NotPayment to Notice.NotPayment,
        )) {
            camera.see(seen("x", kind))
            assertEquals(notice, now.notice)
            assertTrue(camera.isLooking)
            camera.see()
            assertEquals("it stays long enough to be read", notice, now.notice)
        }
        letReadTimePass()
        camera.see()
        assertNull(now.notice)
        camera.see(seen("a"), times = 2)
        assertEquals("a", now.chosen)
    }

    @Test
    fun `a code that can be paid is taken though others are beside it`() = scanning {
        camera.see(seen("https://example.com", CodeKind.NotPayment), seen("a", left = 900), times = 2)
        assertEquals("a", now.chosen)
    }

    @Test
    fun `the camera looks only while the screen is in sight, and its light goes off with it`() = scanning {
        onLight()
        assertEquals(Light.ON, now.light)
        onLookAway()
        assertFalse(camera.isLooking)
        assertEquals(Light.OFF, now.light)
        assertEquals(Eye.Closed, now.eye)
        onLook()
        onLook()
        assertTrue(camera.isLooking)
        assertEquals(Eye.Looking, now.eye)
    }

    @Test
    fun `without the camera a picture still works`() = scanning {
        onNotAllowed(canAsk = false)
        assertEquals(Eye.NotAllowed(canAsk = false), now.eye)
        assertFalse(camera.isLooking)
        onPicture { sequenceOf(pictureOf(seen("a"))) }
        assertEquals("a", now.chosen)
    }

    @Test
    fun `a camera that another app has is told, and can be asked again`() = scanning {
        camera.fail(CameraTrouble.TAKEN)
        assertEquals(Eye.Unusable(CameraTrouble.TAKEN), now.eye)
        onLook()
        assertEquals(Eye.Looking, now.eye)
    }

    @Test
    fun `a picture is looked at in several sizes until a code is found`() = scanning {
        var sizes = 0
        onPicture {
            sequence {
                for (codes in listOf(emptyArray(), arrayOf(seen("a")), emptyArray())) {
                    sizes++
                    yield(pictureOf(*codes))
                }
            }
        }
        assertEquals(2, sizes)
        assertEquals("a", now.chosen)
    }

    @Test
    fun `a picture without a code, or that can't be opened, says so`() = scanning {
        onPicture { sequenceOf(pictureOf()) }
        assertEquals(Notice.NoCodeInPicture, now.notice)
        onPicture { emptySequence() }
        assertEquals(Notice.BadPicture, now.notice)
        onPicture { sequenceOf(pictureOf(seen("x", CodeKind.Foreign("PromptPay", "TH")))) }
        assertEquals(Notice.Foreign("PromptPay", "TH"), now.notice)
        assertFalse(now.isReadingPicture)
    }

    @Test
    fun `the codes of a picture stay to be chosen from, whatever the camera sees`() = scanning {
        onPicture { sequenceOf(pictureOf(seen("a"), seen("b"))) }
        camera.see(seen("c"), times = 3)
        onLookAway()
        onLook()
        assertEquals(listOf("a", "b"), now.choices.map { it.text })
        onChooseNone()
        assertEquals(emptyList<Choice>(), now.choices)
        camera.see(seen("c"), times = 2)
        assertEquals("c", now.chosen)
    }

    @Test
    fun `while a picture is read nothing is taken from the camera`() = scanning {
        val opened = CompletableDeferred<Unit>()
        onPicture { opened.await().let { sequenceOf(pictureOf()) } }
        assertTrue(now.isReadingPicture)
        camera.see(seen("a"), times = 3)
        assertNull(now.chosen)
        opened.complete(Unit)
        assertFalse(now.isReadingPicture)
    }

    @Test
    fun `the library reads real pixels, and pixels that are none are no code`() = scanning {
        camera.see(frameOf("https://example.com"))
        assertEquals(Notice.NotPayment, now.notice)
        camera.see(LumaFrame(ByteBuffer.allocateDirect(10), FrameShape(100, 100)))
        assertNull(now.sight)
    }

    private fun pictureOf(vararg codes: ScannedCode) = object : CameraFrame {
        override val shape = FrameShape(1000, 1000)

        override fun scan() = codes.asList()
    }
}
