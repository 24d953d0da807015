package la.dlak.demo.ui.scan

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.statusBarsPadding
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.ArrowBack
import androidx.compose.material.icons.filled.FlashlightOff
import androidx.compose.material.icons.filled.FlashlightOn
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.IconButtonDefaults
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clipToBounds
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.scan.Eye
import la.dlak.demo.scan.Light
import la.dlak.demo.scan.ScanUiState
import la.dlak.demo.ui.common.LocalIsOffline
import la.dlak.demo.ui.common.OfflineBanner

/** What the owner can do while scanning. */
data class ScanActions(
    val onBack: () -> Unit = {},
    val onLight: () -> Unit = {},
    val onPicture: () -> Unit = {},
    val onChoose: (String) -> Unit = {},
    val onChooseNone: () -> Unit = {},
    /** Lets the system ask for the camera. */
    val onAllow: () -> Unit = {},
    val onSettings: () -> Unit = {},
    /** Once more, when the camera could not be used. */
    val onLook: () -> Unit = {},
)

/**
 * The camera's picture with the found codes in it, and under it what to do.
 *
 * @param preview the camera's picture
 */
@Composable
fun ScanScreen(state: ScanUiState, actions: ScanActions, preview: @Composable (Modifier) -> Unit) {
    val eye = state.eye
    if (eye is Eye.NotAllowed || eye is Eye.Unusable) return NoCameraScreen(state, actions)
    Column(Modifier.fillMaxSize().background(Color.Black)) {
        if (LocalIsOffline.current) Box(Modifier.background(MaterialTheme.colorScheme.background).statusBarsPadding()) { OfflineBanner() }
        Box(Modifier.weight(1f).fillMaxWidth().clipToBounds()) {
            preview(Modifier.fillMaxSize())
            SightOverlay(state.sight, state.choices, actions.onChoose)
            TopRow(state.light, actions)
        }
        ScanPanel(state, actions)
    }
}

@Composable
private fun TopRow(light: Light, actions: ScanActions) {
    Row(Modifier.fillMaxWidth().statusBarsPadding().padding(8.dp), verticalAlignment = Alignment.CenterVertically) {
        val colors = IconButtonDefaults.iconButtonColors(containerColor = SHADE, contentColor = Color.White)
        IconButton(actions.onBack, Modifier.size(48.dp), colors = colors) {
            Icon(Icons.AutoMirrored.Filled.ArrowBack, stringResource(R.string.common_back))
        }
        Text(
            stringResource(R.string.pay_scan_title),
            Modifier.weight(1f).padding(horizontal = 8.dp).background(SHADE, CircleShape).padding(vertical = 4.dp).semantics { heading() },
            color = Color.White,
            style = MaterialTheme.typography.titleMedium,
            textAlign = TextAlign.Center,
        )
        if (light == Light.NONE) {
            Spacer(Modifier.size(48.dp))
        } else {
            IconButton(actions.onLight, Modifier.size(48.dp), colors = colors) {
                if (light == Light.ON) {
                    Icon(Icons.Filled.FlashlightOff, stringResource(R.string.pay_light_off))
                } else {
                    Icon(Icons.Filled.FlashlightOn, stringResource(R.string.pay_light_on))
                }
            }
        }
    }
}

/** So that what is written on the camera's picture can be read on white paper too. */
private val SHADE = Color.Black.copy(alpha = 0.55f)
