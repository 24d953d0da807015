package la.dlak.demo.ui.onboarding

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.AccountBalance
import androidx.compose.material.icons.outlined.ContentPaste
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.onboarding.EnrolUiState
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.PrivateTyping
import la.dlak.demo.ui.common.ProblemView

/** The bank gets to know the wallet. */
@Composable
fun EnrolScreen(state: EnrolUiState, onCode: (String) -> Unit, onPaste: () -> Unit, onRegister: () -> Unit) {
    val title = if (state.needsCode) R.string.onboarding_enrol_title else R.string.onboarding_enrol_restored_title
    AppScreen(
        title = stringResource(title),
        bottom = {
            val text = if (state.needsCode) R.string.common_continue else R.string.common_retry
            PrimaryButton(stringResource(text), onRegister, isEnabled = state.canRegister, isBusy = state.isBusy)
        },
    ) {
        Row(
            Modifier.fillMaxWidth().padding(vertical = 12.dp),
            horizontalArrangement = Arrangement.spacedBy(16.dp),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            Icon(Icons.Outlined.AccountBalance, contentDescription = null, Modifier.size(40.dp), MaterialTheme.colorScheme.primary)
            Text(
                stringResource(if (state.needsCode) R.string.onboarding_enrol_advice else R.string.onboarding_enrol_restored),
                style = MaterialTheme.typography.bodyLarge,
            )
        }
        if (state.needsCode) CodeField(state, onCode, onPaste, onRegister)
        state.problem?.let { ProblemView(it) }
        if (state.needsCode && state.problem == null) {
            Text(
                stringResource(R.string.onboarding_enrol_where),
                color = MaterialTheme.colorScheme.onSurfaceVariant,
                style = MaterialTheme.typography.bodyMedium,
            )
        }
    }
}

@Composable
private fun CodeField(state: EnrolUiState, onCode: (String) -> Unit, onPaste: () -> Unit, onRegister: () -> Unit) {
    PrivateTyping {
        OutlinedTextField(
            value = state.code,
            onValueChange = onCode,
            modifier = Modifier.fillMaxWidth(),
            enabled = !state.isBusy,
            textStyle = MaterialTheme.typography.titleMedium,
            label = { Text(stringResource(R.string.onboarding_enrol_code)) },
            supportingText = { Text(stringResource(R.string.onboarding_enrol_code_hint)) },
            trailingIcon = {
                IconButton(onPaste, enabled = !state.isBusy) {
                    Icon(Icons.Outlined.ContentPaste, stringResource(R.string.onboarding_restore_paste))
                }
            },
            isError = state.problem != null,
            singleLine = true,
            keyboardOptions = KeyboardOptions(
                capitalization = KeyboardCapitalization.Characters,
                autoCorrectEnabled = false,
                keyboardType = KeyboardType.Ascii,
                imeAction = ImeAction.Done,
            ),
            keyboardActions = KeyboardActions(onDone = { onRegister() }),
        )
    }
}
