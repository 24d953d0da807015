package la.dlak.demo.ui.lock

import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.provider.Settings
import androidx.activity.compose.BackHandler
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.compose.LifecycleEventEffect
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.createSavedStateHandle
import androidx.lifecycle.viewmodel.compose.viewModel
import la.dlak.demo.Graph
import la.dlak.demo.lock.LockViewModel
import la.dlak.demo.ui.common.activity

/** The lock, with all that it needs. It asks for the finger by itself, once; "back" leaves the app, not the lock. */
@Composable
fun Lock(graph: Graph) {
    val model = viewModel { LockViewModel(graph.session, graph.settings, graph.biometrics, graph.clock, createSavedStateHandle()) }
    val state by model.state.collectAsStateWithLifecycle()
    val context = LocalContext.current
    // A turned phone does not ask again what was declined.
    var wasAsked by rememberSaveable { mutableStateOf(false) }
    LifecycleEventEffect(Lifecycle.Event.ON_RESUME) {
        if (!wasAsked) model.onBiometrics()
        wasAsked = true
    }
    BackHandler { context.activity()?.moveTaskToBack(true) }
    LockScreen(state, model.pad, model::onBiometrics, onOpenPhoneSettings = { openPhoneSettings(context) })
}

private fun openPhoneSettings(context: Context) {
    val details = Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, Uri.fromParts("package", context.packageName, null))
    try {
        context.startActivity(details.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK))
    } catch (_: ActivityNotFoundException) {
        // A phone without that page: what the dialog says can still be done by hand.
    }
}
