package la.dlak.demo.ui.home

import androidx.navigation.NavGraphBuilder
import androidx.navigation.NavHostController
import androidx.navigation.compose.composable
import la.dlak.demo.Graph
import la.dlak.demo.navigation.HomeRoute

/** Where the wallet begins. */
fun NavGraphBuilder.homeScreens(nav: NavHostController, graph: Graph) {
    composable<HomeRoute> { HomeScreen(balance = null) }
}
