package la.dlak.demo.navigation

import androidx.navigation.NavHostController

/** Goes there, once: a second tap while the screen comes in opens nothing more. */
fun <T : Any> NavHostController.open(route: T) = navigate(route) { launchSingleTop = true }
