package la.dlak.demo

import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onRoot
import androidx.test.ext.junit.runners.AndroidJUnit4
import la.dlak.wallet.QrSymbol
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith

/**
 * What only a device tells: the library for its processor loads, and the app starts. Run by `scripts/android-app test`.
 * NOT RUN HERE, where it is only compiled.
 */
@RunWith(AndroidJUnit4::class)
class SmokeOnDevice {
    @get:Rule
    val compose = createAndroidComposeRule<MainActivity>()

    @Test
    fun theLibraryLoads() {
        QrSymbol.of("dlak").use { assertTrue(it.side > 0) }
    }

    @Test
    fun theAppStarts() {
        compose.onRoot().assertIsDisplayed()
    }
}
