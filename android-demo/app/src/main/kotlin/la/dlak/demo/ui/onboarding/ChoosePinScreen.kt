package la.dlak.demo.ui.onboarding

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.CircularProgressIndicator
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
import la.dlak.demo.lock.NewPinState
import la.dlak.demo.lock.PinPadActions
import la.dlak.demo.onboarding.ChoosePinUiState
import la.dlak.demo.ui.common.Logo
import la.dlak.demo.ui.common.ProblemScreen
import la.dlak.demo.ui.common.SecondaryButton
import la.dlak.demo.ui.lock.PinScreen

/** What can be done while a PIN is chosen. */
class ChoosePinActions(val pad: PinPadActions, val onBack: () -> Unit, val onRetry: () -> Unit, val onStartOver: () -> Unit)

/** A PIN, twice; then the wallet is made. */
@Composable
fun ChoosePinScreen(state: ChoosePinUiState, actions: ChoosePinActions) {
    when (state) {
        is ChoosePinUiState.Typing ->
            NewPinScreen(stringResource(R.string.onboarding_choose_pin_title), state.pin, actions.pad, actions.onBack)
        is ChoosePinUiState.Making -> MakingScreen(
            stringResource(if (state.isRestore) R.string.onboarding_restoring else R.string.onboarding_making),
        )
        is ChoosePinUiState.Failed -> ProblemScreen(
            state.problem,
            stringResource(if (state.isRestore) R.string.onboarding_have_words else R.string.onboarding_create),
            onBack = actions.onBack,
            onRetry = actions.onRetry,
            actions = { SecondaryButton(stringResource(R.string.onboarding_other_pin), actions.onStartOver) },
        )
        // The next thing that is seen is the screen for the words.
        ChoosePinUiState.WordsGone -> Unit
    }
}

/** A new PIN is typed for the first or the second time. */
@Composable
fun NewPinScreen(firstTitle: String, state: NewPinState, pad: PinPadActions, onBack: () -> Unit) {
    PinScreen(
        title = if (state.isAgain) stringResource(R.string.onboarding_repeat_pin_title) else firstTitle,
        advice = stringResource(if (state.isAgain) R.string.onboarding_repeat_pin_advice else R.string.onboarding_choose_pin_advice),
        state = state.pad,
        actions = pad,
        onBack = onBack,
    )
}

/** Something takes a few seconds. */
@Composable
fun MakingScreen(title: String) {
    Column(
        Modifier.fillMaxSize().safeDrawingPadding().padding(32.dp).semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
        verticalArrangement = Arrangement.spacedBy(20.dp, Alignment.CenterVertically),
        horizontalAlignment = Alignment.CenterHorizontally,
    ) {
        Logo(size = 96.dp)
        Text(title, style = MaterialTheme.typography.titleLarge, textAlign = TextAlign.Center)
        Text(
            stringResource(R.string.onboarding_making_advice),
            color = MaterialTheme.colorScheme.onSurfaceVariant,
            style = MaterialTheme.typography.bodyMedium,
            textAlign = TextAlign.Center,
        )
        CircularProgressIndicator(Modifier.size(32.dp))
    }
}
