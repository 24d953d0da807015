package la.dlak.demo.ui.lock

import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.Fingerprint
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import la.dlak.demo.R
import la.dlak.demo.lock.LockUiState
import la.dlak.demo.lock.PinPadActions
import la.dlak.demo.ui.common.Logo
import la.dlak.demo.ui.common.QuietButton

/** Before the wallet: the PIN, or what stands for it. */
@Composable
fun LockScreen(state: LockUiState, pad: PinPadActions, onBiometrics: () -> Unit, onOpenPhoneSettings: () -> Unit) {
    var isForgotten by rememberSaveable { mutableStateOf(false) }
    val fingerprint = stringResource(R.string.settings_biometrics)
    val extra: @Composable (Modifier) -> Unit = {
        SignKey(Icons.Outlined.Fingerprint, fingerprint, onBiometrics, isEnabled = state.pad.canType, it)
    }
    PinScreen(
        title = state.name?.let { stringResource(R.string.settings_lock_welcome, it) } ?: stringResource(R.string.common_app_name),
        advice = stringResource(R.string.settings_lock_title),
        state = state.pad,
        actions = pad,
        header = { Logo() },
        extraKey = extra.takeIf { state.hasBiometrics },
        footer = { QuietButton(stringResource(R.string.settings_lock_forgot), { isForgotten = true }) },
    )
    if (isForgotten) Forgotten(onClose = { isForgotten = false }, onOpenPhoneSettings)
}

/** A forgotten PIN: the words set a new one. The app itself never erases a wallet: without the words that would be the end of it. */
@Composable
private fun Forgotten(onClose: () -> Unit, onOpenPhoneSettings: () -> Unit) {
    AlertDialog(
        onDismissRequest = onClose,
        title = { Text(stringResource(R.string.settings_lock_forgot_title)) },
        text = { Text(stringResource(R.string.settings_lock_forgot_advice)) },
        confirmButton = { TextButton(onOpenPhoneSettings) { Text(stringResource(R.string.settings_lock_forgot_open)) } },
        dismissButton = { TextButton(onClose) { Text(stringResource(R.string.common_close)) } },
    )
}
