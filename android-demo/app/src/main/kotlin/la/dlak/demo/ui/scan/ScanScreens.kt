package la.dlak.demo.ui.scan

import android.Manifest
import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.provider.Settings
import androidx.activity.compose.LocalActivity
import androidx.activity.compose.rememberLauncherForActivityResult
import androidx.activity.result.PickVisualMediaRequest
import androidx.activity.result.contract.ActivityResultContracts.PickVisualMedia
import androidx.activity.result.contract.ActivityResultContracts.RequestPermission
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.hapticfeedback.HapticFeedbackType
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.platform.LocalHapticFeedback
import androidx.lifecycle.compose.LifecycleResumeEffect
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.viewmodel.compose.viewModel
import androidx.navigation.NavGraphBuilder
import androidx.navigation.NavHostController
import androidx.navigation.compose.composable
import la.dlak.demo.Graph
import la.dlak.demo.navigation.PayRoute
import la.dlak.demo.navigation.ScanRoute
import la.dlak.demo.platform.Pictures
import la.dlak.demo.platform.PreviewCamera
import la.dlak.demo.scan.ScanViewModel

/** Looking for a code to pay. */
fun NavGraphBuilder.scanScreens(nav: NavHostController, graph: Graph) {
    composable<ScanRoute> {
        val scan = viewModel { ScanViewModel(graph.camera) }
        ScanDestination(scan, graph, onBack = { nav.popBackStack() }, onFound = { nav.navigate(PayRoute(it)) })
    }
}

@Composable
private fun ScanDestination(scan: ScanViewModel, graph: Graph, onBack: () -> Unit, onFound: (String) -> Unit) {
    val state by scan.state.collectAsStateWithLifecycle()
    val haptic = LocalHapticFeedback.current
    LaunchedEffect(state.chosen) {
        val code = state.chosen ?: return@LaunchedEffect
        haptic.performHapticFeedback(HapticFeedbackType.Confirm)
        scan.onOpened()
        onFound(code)
    }
    val actions = ScanActions(
        onBack = onBack,
        onLight = scan::onLight,
        onPicture = rememberPicker(scan),
        onChoose = scan::onChoose,
        onChooseNone = scan::onChooseNone,
        onAllow = whileAllowed(scan),
        onSettings = rememberSettings(),
        onLook = scan::onLook,
    )
    ScanScreen(state, actions) { modifier -> (graph.camera as? PreviewCamera)?.let { CameraPreview(it, modifier) } }
}

/** Looks while the screen is in sight and the owner allows it. Gives what makes the system ask. */
@Composable
private fun whileAllowed(scan: ScanViewModel): () -> Unit {
    val context = LocalContext.current
    val activity = LocalActivity.current
    // Before it was asked once the system says nothing about whether it may be: so it may.
    var canAsk by rememberSaveable { mutableStateOf(true) }
    val asking = rememberLauncherForActivityResult(RequestPermission()) { isAllowed ->
        canAsk = isAllowed || activity?.shouldShowRequestPermissionRationale(Manifest.permission.CAMERA) == true
        if (isAllowed) scan.onLook() else scan.onNotAllowed(canAsk)
    }
    // Also when the owner comes back from the system's settings.
    LifecycleResumeEffect(scan) {
        if (context.isCameraAllowed()) scan.onLook() else scan.onNotAllowed(canAsk)
        onPauseOrDispose { scan.onLookAway() }
    }
    return { asking.launch(Manifest.permission.CAMERA) }
}

private fun Context.isCameraAllowed() = checkSelfPermission(Manifest.permission.CAMERA) == PackageManager.PERMISSION_GRANTED

/** The system's own picker: the app sees the one picture that is chosen, and needs no permission. */
@Composable
private fun rememberPicker(scan: ScanViewModel): () -> Unit {
    val pictures = Pictures(LocalContext.current.contentResolver)
    val picking = rememberLauncherForActivityResult(PickVisualMedia()) { picture: Uri? ->
        if (picture != null) scan.onPicture { pictures.open(picture) }
    }
    return {
        try {
            picking.launch(PickVisualMediaRequest(PickVisualMedia.ImageOnly))
        } catch (_: ActivityNotFoundException) {
            // A phone without anything that shows pictures.
            scan.onPicture { emptySequence() }
        }
    }
}

@Composable
private fun rememberSettings(): () -> Unit {
    val context = LocalContext.current
    val activity = LocalActivity.current
    return {
        val intent = Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, Uri.fromParts("package", context.packageName, null))
        activity?.startActivity(intent)
    }
}
