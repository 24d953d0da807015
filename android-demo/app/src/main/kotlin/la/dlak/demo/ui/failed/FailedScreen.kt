package la.dlak.demo.ui.failed

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.FolderCopy
import androidx.compose.material.icons.outlined.FormatListNumbered
import androidx.compose.material.icons.outlined.History
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.failed.FailedUiState
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.ProblemScreen
import la.dlak.demo.ui.common.SecondaryButton

/** A wallet that can't be opened: why, and the way on. */
@Composable
fun FailedScreen(
    state: FailedUiState,
    onRetry: () -> Unit,
    onRestore: () -> Unit,
    onHasWords: () -> Unit,
    onNotNow: () -> Unit,
) {
    if (state.isAsking) AskForWords(onHasWords, onNotNow) else Broken(state, onRetry, onRestore)
}

/** Trying again is always there, whatever the library thinks of it: the phone may have been mended meanwhile. */
@Composable
private fun Broken(state: FailedUiState, onRetry: () -> Unit, onRestore: () -> Unit) {
    ProblemScreen(state.problem, stringResource(R.string.common_app_name)) {
        if (state.canRestore) {
            PrimaryButton(stringResource(R.string.failed_restore), onRestore)
            SecondaryButton(stringResource(R.string.common_retry), onRetry)
        } else {
            PrimaryButton(stringResource(R.string.common_retry), onRetry)
        }
    }
}

@Composable
private fun AskForWords(onHasWords: () -> Unit, onNotNow: () -> Unit) {
    AppScreen(
        title = stringResource(R.string.common_app_name),
        onBack = onNotNow,
        bottom = {
            PrimaryButton(stringResource(R.string.failed_ask_yes), onHasWords)
            SecondaryButton(stringResource(R.string.failed_ask_no), onNotNow)
        },
    ) {
        Column(Modifier.padding(top = 24.dp), verticalArrangement = Arrangement.spacedBy(24.dp)) {
            Text(
                stringResource(R.string.failed_ask_title),
                Modifier.semantics { heading() },
                style = MaterialTheme.typography.headlineSmall,
            )
            Point(Icons.Outlined.FormatListNumbered, stringResource(R.string.failed_ask_all))
            Point(Icons.Outlined.FolderCopy, stringResource(R.string.failed_ask_kept))
            Point(Icons.Outlined.History, stringResource(R.string.failed_ask_paying))
        }
    }
}

@Composable
private fun Point(icon: ImageVector, text: String) {
    Row(horizontalArrangement = Arrangement.spacedBy(16.dp)) {
        Icon(icon, contentDescription = null, tint = MaterialTheme.colorScheme.primary)
        Text(text, style = MaterialTheme.typography.bodyLarge)
    }
}
