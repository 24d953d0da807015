package la.dlak.demo.ui.scan

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.NoPhotography
import androidx.compose.material.icons.outlined.PhotoCamera
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.scan.CameraTrouble
import la.dlak.demo.scan.Eye
import la.dlak.demo.scan.ScanUiState
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.PrimaryButton

/** The camera may not look, or can't: why, what to do about it, and the way without it. */
@Composable
internal fun NoCameraScreen(state: ScanUiState, actions: ScanActions) {
    val words = wordsFor(state.eye)
    val notice = state.notice
    AppScreen(
        stringResource(R.string.pay_scan_title),
        onBack = actions.onBack,
        bottom = {
            // What was found in a picture stands where a thumb is, as it does under the camera's picture.
            when {
                state.isReadingPicture -> ReadingPicture()
                state.choices.isNotEmpty() -> Choices(state, actions)
                notice != null -> NoticeCard(notice)
            }
            when (val eye = state.eye) {
                is Eye.NotAllowed -> if (eye.canAsk) {
                    PrimaryButton(stringResource(R.string.pay_camera_allow), actions.onAllow)
                } else {
                    PrimaryButton(stringResource(R.string.pay_camera_settings), actions.onSettings)
                }
                is Eye.Unusable -> if (eye.trouble != CameraTrouble.NONE) {
                    PrimaryButton(stringResource(R.string.common_retry), actions.onLook)
                }
                Eye.Closed, Eye.Looking -> Unit
            }
            PictureButton(state, actions)
        },
    ) {
        Column(
            Modifier.fillMaxWidth().padding(top = 40.dp),
            Arrangement.spacedBy(16.dp),
            Alignment.CenterHorizontally,
        ) {
            val colors = MaterialTheme.colorScheme
            Box(Modifier.size(112.dp).background(colors.primaryContainer, CircleShape), Alignment.Center) {
                val icon = if (words.canBeAllowed) Icons.Outlined.PhotoCamera else Icons.Outlined.NoPhotography
                Icon(icon, contentDescription = null, Modifier.size(56.dp), colors.onPrimaryContainer)
            }
            Text(
                stringResource(words.title),
                Modifier.semantics { heading() },
                style = MaterialTheme.typography.headlineSmall,
                textAlign = TextAlign.Center,
            )
            Text(
                stringResource(words.text),
                color = colors.onSurfaceVariant,
                style = MaterialTheme.typography.bodyLarge,
                textAlign = TextAlign.Center,
            )
        }
    }
}

private class Words(val title: Int, val text: Int, val canBeAllowed: Boolean = false)

private fun wordsFor(eye: Eye): Words = when (eye) {
    is Eye.NotAllowed -> if (eye.canAsk) {
        Words(R.string.pay_camera_ask_title, R.string.pay_camera_ask_text, canBeAllowed = true)
    } else {
        Words(R.string.pay_camera_ask_title, R.string.pay_camera_refused_text)
    }
    is Eye.Unusable -> if (eye.trouble == CameraTrouble.NONE) {
        Words(R.string.pay_camera_none_title, R.string.pay_camera_none_text)
    } else {
        Words(R.string.pay_camera_taken_title, R.string.pay_camera_taken_text)
    }
    Eye.Closed, Eye.Looking -> Words(R.string.pay_scan_title, R.string.pay_scan_hint)
}
