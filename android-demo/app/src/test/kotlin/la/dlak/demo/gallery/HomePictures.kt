package la.dlak.demo.gallery

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.unit.Density
import la.dlak.demo.fake.NOW
import la.dlak.demo.fake.balanceOf
import la.dlak.demo.fake.entryOf
import la.dlak.demo.fake.paymentOf
import la.dlak.demo.fake.previewOf
import la.dlak.demo.history.Movement
import la.dlak.demo.home.HomeUiState
import la.dlak.demo.home.HomeWarning
import la.dlak.demo.ui.common.LocalIsOffline
import la.dlak.demo.ui.home.HomeActions
import la.dlak.demo.ui.home.HomeScreen
import la.dlak.wallet.Direction
import la.dlak.wallet.EntryKind
import la.dlak.wallet.PaymentState
import la.dlak.wallet.kip
import java.time.LocalDate

internal val TODAY: LocalDate = LocalDate.of(2026, 11, 25)

internal val sampleEntries = listOf(
    entryOf(9, 15_000.kip, memo = "ກາເຟ 2 ຈອກ"),
    entryOf(8, 42_000.kip, name = "ຮ້ານເຝີ ແມ່ບົວ", at = NOW.minusSeconds(3 * 3600)),
    entryOf(7, 120_000.kip, Direction.CREDIT, "ຈັນທະວີ ແກ້ວມະນີ", at = NOW.minusSeconds(5 * 3600), memo = "ຄ່າເຂົ້າທ່ຽງ"),
    entryOf(6, 500_000.kip, Direction.CREDIT, "Naga Bank", EntryKind.TOP_UP, at = NOW.minusSeconds(25 * 3600)),
    entryOf(5, 8_500.kip, name = "Talat Sao Parking", at = NOW.minusSeconds(28 * 3600)),
    entryOf(4, 200_000.kip, name = "Naga Bank", kind = EntryKind.REDEMPTION, at = NOW.minusSeconds(3 * 86_400)),
)

internal val samplePending = paymentOf(previewOf(60_000.kip, "Phou Khao Books", "0190d3a8-7c1e-7f42-9b5a-2f6f0d9c1a77"), PaymentState.Submitted)

internal val sampleMovements = sampleEntries.map(Movement::of)

private val filled = HomeUiState(TODAY, balanceOf(1_485_000.kip), "ຄຳຫຼ້າ ສາຍະສອນ", recent = sampleMovements)
private val pending = filled.copy(
    balance = balanceOf(1_425_000.kip, reserved = 60_000.kip),
    recent = listOf(Movement.of(samplePending)) + sampleMovements.dropLast(1),
)

internal val homePictures = listOf(
    Picture("home", "Home") { HomeScreen(filled, HomeActions()) },
    Picture("home-pending", "Home while a payment is pending") { HomeScreen(pending, HomeActions()) },
    Picture("home-offline", "Home without the bank") {
        CompositionLocalProvider(LocalIsOffline provides true) { HomeScreen(filled, HomeActions()) }
    },
    Picture("home-empty", "Home of a new wallet") {
        HomeScreen(HomeUiState(TODAY, balanceOf(0.kip), "ຄຳຫຼ້າ ສາຍະສອນ", recent = emptyList()), HomeActions())
    },
    Picture("home-frozen", "Home of a frozen wallet") { HomeScreen(filled.copy(warning = HomeWarning.FROZEN), HomeActions()) },
    Picture("home-diverged", "Home when the bank contradicts itself") {
        HomeScreen(filled.copy(warning = HomeWarning.DIVERGED), HomeActions())
    },
    Picture("home-shop", "Home of a shop") { HomeScreen(filled.copy(ownerName = "Han Kafe", isShop = true), HomeActions()) },
    Picture("home-large", "Home with text of twice the size") { LargeText { HomeScreen(pending, HomeActions()) } },
)

/** As large as Android goes by itself. */
@Composable
internal fun LargeText(content: @Composable () -> Unit) {
    val density = LocalDensity.current
    CompositionLocalProvider(LocalDensity provides Density(density.density, fontScale = 2f), content = content)
}
