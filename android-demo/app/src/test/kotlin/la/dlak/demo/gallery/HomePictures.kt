package la.dlak.demo.gallery

import la.dlak.demo.ui.home.HomeScreen
import la.dlak.wallet.kip

internal val homePictures = listOf(
    Picture("home", "Home") { HomeScreen(balance = 1_485_000.kip) },
)
