package la.dlak.demo.ui.settings

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.CheckCircle
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.lock.PinPadActions
import la.dlak.demo.lock.PinPadState
import la.dlak.demo.settings.ChangePinUiState
import la.dlak.demo.settings.ShowWordsUiState
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.Secure
import la.dlak.demo.ui.lock.PinScreen
import la.dlak.demo.ui.onboarding.NewPinScreen
import la.dlak.demo.ui.onboarding.WordGrid
import la.dlak.demo.ui.onboarding.WordsWarning

/** From the old PIN to a new one. */
@Composable
fun ChangePinScreen(state: ChangePinUiState, pad: PinPadActions, onClose: () -> Unit) {
    when (state) {
        is ChangePinUiState.Old -> PinScreen(
            title = stringResource(R.string.settings_change_pin_old),
            advice = stringResource(R.string.settings_change_pin_old_advice),
            state = state.pad,
            actions = pad,
            onBack = onClose,
        )
        is ChangePinUiState.New -> NewPinScreen(stringResource(R.string.settings_change_pin_new), state.pin, pad, onClose)
        ChangePinUiState.Changing -> PinScreen(
            title = stringResource(R.string.settings_change_pin),
            advice = null,
            state = PinPadState(isBusy = true),
            actions = pad,
        )
        is ChangePinUiState.Changed -> Changed(state.wereBiometricsOn, onClose)
    }
}

@Composable
private fun Changed(wereBiometricsOn: Boolean, onClose: () -> Unit) {
    AppScreen(
        title = stringResource(R.string.settings_change_pin),
        bottom = { PrimaryButton(stringResource(R.string.common_done), onClose) },
    ) {
        Column(
            Modifier.fillMaxWidth().padding(top = 64.dp).semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
            verticalArrangement = Arrangement.spacedBy(12.dp),
            horizontalAlignment = Alignment.CenterHorizontally,
        ) {
            Icon(Icons.Outlined.CheckCircle, contentDescription = null, Modifier.size(72.dp), MaterialTheme.colorScheme.tertiary)
            Text(
                stringResource(R.string.settings_change_pin_done),
                style = MaterialTheme.typography.headlineSmall,
                textAlign = TextAlign.Center,
            )
            Text(
                stringResource(R.string.settings_change_pin_done_advice),
                style = MaterialTheme.typography.bodyLarge,
                textAlign = TextAlign.Center,
            )
            if (wereBiometricsOn) {
                Text(
                    stringResource(R.string.settings_change_pin_biometrics_off),
                    color = MaterialTheme.colorScheme.onSurfaceVariant,
                    style = MaterialTheme.typography.bodyMedium,
                    textAlign = TextAlign.Center,
                )
            }
        }
    }
}

/** The words once more, behind the PIN. */
@Composable
fun ShowWordsScreen(state: ShowWordsUiState, pad: PinPadActions, onClose: () -> Unit) {
    Secure()
    when (state) {
        is ShowWordsUiState.AskPin -> PinScreen(
            title = stringResource(R.string.settings_lock_title),
            advice = stringResource(R.string.settings_words_pin_advice),
            state = state.pad,
            actions = pad,
            onBack = onClose,
        )
        is ShowWordsUiState.Words -> AppScreen(
            title = stringResource(R.string.onboarding_words_title),
            onBack = onClose,
            bottom = { PrimaryButton(stringResource(R.string.common_done), onClose) },
        ) {
            WordsWarning()
            WordGrid(state.words, Modifier.padding(bottom = 8.dp))
        }
    }
}
