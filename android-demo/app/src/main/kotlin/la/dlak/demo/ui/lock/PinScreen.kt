package la.dlak.demo.ui.lock

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.ArrowBack
import androidx.compose.material.icons.outlined.ErrorOutline
import androidx.compose.material.icons.outlined.Timer
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.lock.PinNotice
import la.dlak.demo.lock.PinPadActions
import la.dlak.demo.lock.PinPadState
import la.dlak.demo.ui.common.Secure
import la.dlak.demo.ui.common.advice
import la.dlak.demo.ui.common.title

/** A whole screen that asks for a PIN: what for, how far, and the pad. Side by side where the phone lies on its side. */
@Composable
fun PinScreen(
    title: String,
    advice: String?,
    state: PinPadState,
    actions: PinPadActions,
    onBack: (() -> Unit)? = null,
    header: (@Composable () -> Unit)? = null,
    extraKey: (@Composable (Modifier) -> Unit)? = null,
    footer: (@Composable () -> Unit)? = null,
) {
    Secure()
    BoxWithConstraints(Modifier.fillMaxSize().safeDrawingPadding()) {
        val isLying = maxHeight < 480.dp
        if (isLying) {
            Row(Modifier.fillMaxSize(), verticalAlignment = Alignment.CenterVertically) {
                Column(Modifier.weight(1f).fillMaxHeight()) { About(title, advice, state, onBack, header, footer) }
                Pad(state, actions, extraKey, Modifier.weight(1f).verticalScroll(rememberScrollState()))
            }
        } else {
            Column(Modifier.fillMaxSize(), horizontalAlignment = Alignment.CenterHorizontally) {
                Column(Modifier.weight(1f)) { About(title, advice, state, onBack, header, footer) }
                Pad(state, actions, extraKey, Modifier)
            }
        }
    }
}

@Composable
private fun Pad(state: PinPadState, actions: PinPadActions, extraKey: (@Composable (Modifier) -> Unit)?, modifier: Modifier) {
    Column(
        modifier.padding(horizontal = 20.dp, vertical = 12.dp),
        horizontalAlignment = Alignment.CenterHorizontally,
    ) {
        PinPad(state, actions, extra = extraKey)
    }
}

@Composable
private fun ColumnScope.About(
    title: String,
    advice: String?,
    state: PinPadState,
    onBack: (() -> Unit)?,
    header: (@Composable () -> Unit)?,
    footer: (@Composable () -> Unit)?,
) {
    Row(Modifier.height(56.dp).padding(horizontal = 4.dp), verticalAlignment = Alignment.CenterVertically) {
        if (onBack != null) {
            IconButton(onBack, Modifier.size(48.dp)) { Icon(Icons.AutoMirrored.Filled.ArrowBack, stringResource(R.string.common_back)) }
        }
    }
    Column(
        Modifier.weight(1f).fillMaxWidth().verticalScroll(rememberScrollState()).padding(horizontal = 24.dp),
        verticalArrangement = Arrangement.spacedBy(12.dp, Alignment.CenterVertically),
        horizontalAlignment = Alignment.CenterHorizontally,
    ) {
        header?.invoke()
        Text(
            title,
            Modifier.semantics { heading() },
            style = MaterialTheme.typography.headlineSmall,
            textAlign = TextAlign.Center,
        )
        if (advice != null && state.notice == null) {
            Text(
                advice,
                color = MaterialTheme.colorScheme.onSurfaceVariant,
                style = MaterialTheme.typography.bodyMedium,
                textAlign = TextAlign.Center,
            )
        }
        state.notice?.let { Notice(it) }
        if (state.isBusy) {
            val said = stringResource(R.string.common_loading)
            Row(
                Modifier.heightIn(min = 24.dp).semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
                verticalAlignment = Alignment.CenterVertically,
            ) {
                CircularProgressIndicator(Modifier.size(20.dp), strokeWidth = 2.dp)
                Spacer(Modifier.width(12.dp))
                Text(said, style = MaterialTheme.typography.bodyMedium)
            }
        } else if (!state.isWaiting) {
            PinDots(state, Modifier.padding(vertical = 8.dp))
        }
        footer?.invoke()
    }
}

/** What is wrong, in words and with a sign: not by colour alone. TalkBack reads it, but a countdown only when it begins. */
@Composable
private fun Notice(notice: PinNotice) {
    val said = notice.said()
    val isWait = notice is PinNotice.Wait
    Row(
        Modifier.semantics(mergeDescendants = true) { if (!isWait) liveRegion = LiveRegionMode.Polite },
        horizontalArrangement = Arrangement.spacedBy(12.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Icon(
            if (isWait) Icons.Outlined.Timer else Icons.Outlined.ErrorOutline,
            contentDescription = null,
            tint = MaterialTheme.colorScheme.error,
        )
        Column {
            Text(said.first, color = MaterialTheme.colorScheme.error, style = MaterialTheme.typography.titleMedium)
            if (said.second != null) Text(said.second.orEmpty(), style = MaterialTheme.typography.bodyMedium)
        }
    }
}

/** The sentence, and what to do. */
@Composable
private fun PinNotice.said(): Pair<String, String?> = when (this) {
    is PinNotice.Refused -> problem.title() to problem.advice()
    PinNotice.NotTheSame -> stringResource(R.string.onboarding_pin_not_same) to null
    PinNotice.BiometricsGone -> stringResource(R.string.settings_lock_biometrics_gone) to null
    is PinNotice.Wait -> stringResource(R.string.settings_lock_wait, timeLeft(seconds)) to stringResource(R.string.settings_lock_wait_why)
}

/** 0:59, 14:03, 3:59:00 */
internal fun timeLeft(seconds: Long): String {
    val hours = seconds / HOUR
    val minutes = seconds % HOUR / MINUTE
    val rest = (seconds % MINUTE).toString().padStart(2, '0')
    return if (hours > 0) "$hours:${minutes.toString().padStart(2, '0')}:$rest" else "$minutes:$rest"
}

private const val MINUTE = 60L
private const val HOUR = 3600L
