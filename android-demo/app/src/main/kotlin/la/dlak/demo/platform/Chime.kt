package la.dlak.demo.platform

import android.media.AudioManager
import android.media.ToneGenerator
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.hapticfeedback.HapticFeedbackType
import androidx.compose.ui.platform.LocalHapticFeedback
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.milliseconds

/** Once for each [key]: a short tone, and a short buzz. Not again when the phone is turned. */
@Composable
fun Chime(key: String) {
    var rung by rememberSaveable { mutableStateOf<String?>(null) }
    val haptic = LocalHapticFeedback.current
    LaunchedEffect(key) {
        if (rung == key) return@LaunchedEffect
        rung = key
        haptic.performHapticFeedback(HapticFeedbackType.Confirm)
        ring()
    }
}

private suspend fun ring() {
    // A phone whose sound is in use gives no generator: then the screen and the buzz have to do.
    val tone = try {
        ToneGenerator(AudioManager.STREAM_NOTIFICATION, ToneGenerator.MAX_VOLUME)
    } catch (_: RuntimeException) {
        return
    }
    try {
        tone.startTone(ToneGenerator.TONE_PROP_ACK)
        delay(LENGTH)
    } finally {
        tone.release()
    }
}

private val LENGTH = 400.milliseconds
