package la.dlak.demo.ui.onboarding

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.horizontalScroll
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.ArrowForward
import androidx.compose.material.icons.outlined.ContentPaste
import androidx.compose.material.icons.outlined.ErrorOutline
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.SuggestionChip
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.onClick
import androidx.compose.ui.text.TextRange
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.TextFieldValue
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.onboarding.RestoreUiState
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.PrivateTyping
import la.dlak.demo.ui.common.ProblemView
import la.dlak.demo.ui.common.Secure

/** What can be done while the words are typed. */
class RestoreActions(
    val onTyped: (String) -> Unit,
    val onChoose: (String) -> Unit,
    val onNext: () -> Unit,
    val onPlace: (Int) -> Unit,
    val onPaste: () -> Unit,
    val onContinue: () -> Unit,
    val onBack: () -> Unit,
)

/** The 24 words of a wallet that comes back: all places at once, and one field for the one that is typed. */
@Composable
fun RestoreScreen(state: RestoreUiState, actions: RestoreActions, wasPasted: Boolean = false) {
    Secure()
    AppScreen(
        title = stringResource(R.string.onboarding_restore_title),
        onBack = actions.onBack,
        bottom = {
            WordField(state, actions)
            PrimaryButton(stringResource(R.string.common_continue), actions.onContinue, isEnabled = state.isFull)
        },
    ) {
        Row(Modifier.fillMaxWidth(), verticalAlignment = Alignment.CenterVertically) {
            Text(
                stringResource(R.string.onboarding_restore_entered, state.count.toString()),
                Modifier.weight(1f),
                color = MaterialTheme.colorScheme.onSurfaceVariant,
                style = MaterialTheme.typography.bodyMedium,
            )
            TextButton(actions.onPaste, Modifier.heightIn(min = 48.dp)) {
                Icon(Icons.Outlined.ContentPaste, contentDescription = null, Modifier.padding(end = 8.dp).size(20.dp))
                Text(stringResource(R.string.onboarding_restore_paste))
            }
        }
        state.problem?.let { ProblemView(it) }
        if (wasPasted) {
            Text(
                stringResource(R.string.onboarding_restore_pasted),
                color = MaterialTheme.colorScheme.onSurfaceVariant,
                style = MaterialTheme.typography.bodySmall,
            )
        }
        InTwoColumns(state.words.size, Modifier.padding(bottom = 8.dp)) { Place(it, state, actions.onPlace) }
    }
}

/** A place for a word: typed now, empty, filled, or filled with what is no word. */
@Composable
private fun Place(index: Int, state: RestoreUiState, onPlace: (Int) -> Unit) {
    val colors = MaterialTheme.colorScheme
    val word = state.words[index]
    val isWrong = index in state.wrong
    val isCurrent = index == state.current
    val number = (index + 1).toString()
    val said = when {
        word.isEmpty() -> stringResource(R.string.onboarding_restore_place_empty, number)
        isWrong -> stringResource(R.string.onboarding_restore_place_wrong, number, word)
        else -> stringResource(R.string.onboarding_restore_place, number, word)
    }
    Surface(
        onClick = { onPlace(index) },
        modifier = Modifier.fillMaxWidth().heightIn(min = 48.dp).clearAndSetSemantics {
            contentDescription = said
            onClick {
                onPlace(index)
                true
            }
        },
        shape = MaterialTheme.shapes.small,
        color = if (isWrong) colors.errorContainer else colors.surfaceContainerHigh,
        contentColor = if (isWrong) colors.onErrorContainer else colors.onSurface,
        border = BorderStroke(2.dp, colors.primary).takeIf { isCurrent },
    ) {
        Row(Modifier.padding(horizontal = 8.dp), verticalAlignment = Alignment.CenterVertically) {
            PlaceNumber(index + 1)
            Text(word, Modifier.weight(1f), style = MaterialTheme.typography.titleMedium)
            if (isWrong) Icon(Icons.Outlined.ErrorOutline, contentDescription = null, Modifier.size(20.dp))
        }
    }
}

@Composable
private fun WordField(state: RestoreUiState, actions: RestoreActions) {
    Row(
        Modifier.fillMaxWidth().horizontalScroll(rememberScrollState()),
        horizontalArrangement = Arrangement.spacedBy(8.dp),
    ) {
        for (word in state.suggestions) {
            SuggestionChip({ actions.onChoose(word) }, { Text(word, style = MaterialTheme.typography.titleMedium) }, Modifier.heightIn(min = 48.dp))
        }
    }
    // The cursor stays behind what another place had. `remember`, not saved: a word must not be written anywhere.
    var value by remember(state.current) { mutableStateOf(TextFieldValue(state.typed, TextRange(state.typed.length))) }
    if (value.text != state.typed) value = TextFieldValue(state.typed, TextRange(state.typed.length))
    PrivateTyping {
        OutlinedTextField(
            value = value,
            onValueChange = {
                value = it
                if (it.text != state.typed) actions.onTyped(it.text)
            },
            modifier = Modifier.fillMaxWidth(),
            label = { Text(stringResource(R.string.onboarding_restore_word, (state.current + 1).toString())) },
            trailingIcon = {
                IconButton(actions.onNext, enabled = state.typed.isNotEmpty()) {
                    Icon(Icons.AutoMirrored.Filled.ArrowForward, stringResource(R.string.onboarding_restore_next))
                }
            },
            singleLine = true,
            keyboardOptions = KeyboardOptions(
                capitalization = KeyboardCapitalization.None,
                autoCorrectEnabled = false,
                keyboardType = KeyboardType.Ascii,
                imeAction = ImeAction.Next,
            ),
            keyboardActions = KeyboardActions(onNext = { actions.onNext() }),
        )
    }
}
