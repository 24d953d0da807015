package la.dlak.demo.ui.onboarding

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.ErrorOutline
import androidx.compose.material3.Icon
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.lock.PinPadActions
import la.dlak.demo.onboarding.NewWordsUiState
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.SecondaryButton
import la.dlak.demo.ui.common.Secure
import la.dlak.demo.ui.lock.PinScreen

/** What can be done with the words of a new wallet. */
class NewWordsActions(val pad: PinPadActions, val onWritten: () -> Unit, val onChoose: (String) -> Unit, val onLookAgain: () -> Unit)

/** The words of a new wallet, and the questions about them. */
@Composable
fun NewWordsScreen(state: NewWordsUiState, actions: NewWordsActions) {
    Secure()
    when (state) {
        is NewWordsUiState.AskPin -> PinScreen(
            title = stringResource(R.string.onboarding_words_pin_title),
            advice = stringResource(R.string.onboarding_words_pin_advice),
            state = state.pad,
            actions = actions.pad,
        )
        is NewWordsUiState.Show -> ShowWords(state.words, actions.onWritten)
        is NewWordsUiState.Check -> CheckWords(state, actions)
    }
}

@Composable
private fun ShowWords(words: List<String>, onWritten: () -> Unit) {
    AppScreen(
        title = stringResource(R.string.onboarding_words_title),
        bottom = { PrimaryButton(stringResource(R.string.onboarding_words_written), onWritten) },
    ) {
        Text(stringResource(R.string.onboarding_words_advice), style = MaterialTheme.typography.bodyLarge)
        WordsWarning()
        WordGrid(words, Modifier.padding(bottom = 8.dp))
    }
}

@Composable
private fun CheckWords(state: NewWordsUiState.Check, actions: NewWordsActions) {
    AppScreen(
        title = stringResource(R.string.onboarding_check_title),
        bottom = { SecondaryButton(stringResource(R.string.onboarding_check_look_again), actions.onLookAgain) },
    ) {
        LinearProgressIndicator(
            progress = { (state.question - 1f) / state.questions },
            Modifier.fillMaxWidth().padding(top = 8.dp).clearAndSetSemantics { },
            drawStopIndicator = {},
        )
        Text(
            stringResource(R.string.onboarding_check_progress, state.question.toString(), state.questions.toString()),
            color = MaterialTheme.colorScheme.onSurfaceVariant,
            style = MaterialTheme.typography.labelMedium,
        )
        Text(
            stringResource(R.string.onboarding_check_question, state.place.toString()),
            Modifier.fillMaxWidth().padding(vertical = 20.dp).semantics {
                heading()
                liveRegion = LiveRegionMode.Polite
            },
            style = MaterialTheme.typography.headlineMedium,
            textAlign = TextAlign.Center,
        )
        for (pair in state.choices.chunked(2)) {
            Row(Modifier.fillMaxWidth(), horizontalArrangement = Arrangement.spacedBy(12.dp)) {
                for (word in pair) {
                    OutlinedButton({ actions.onChoose(word) }, Modifier.weight(1f).heightIn(min = 64.dp), shape = MaterialTheme.shapes.medium) {
                        Text(word, style = MaterialTheme.typography.titleMedium)
                    }
                }
            }
        }
        state.wrong?.let { WrongChoice(it, state.place) }
    }
}

@Composable
private fun WrongChoice(word: String, place: Int) {
    Row(
        Modifier.padding(top = 8.dp).semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
        horizontalArrangement = Arrangement.spacedBy(12.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Icon(Icons.Outlined.ErrorOutline, contentDescription = null, tint = MaterialTheme.colorScheme.error)
        Text(
            stringResource(R.string.onboarding_check_wrong, word, place.toString()),
            color = MaterialTheme.colorScheme.error,
            style = MaterialTheme.typography.bodyLarge,
        )
    }
}
