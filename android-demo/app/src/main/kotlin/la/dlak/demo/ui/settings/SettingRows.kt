package la.dlak.demo.ui.settings

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.KeyboardArrowRight
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.RadioButton
import androidx.compose.material3.Surface
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import la.dlak.demo.R

/** Whose wallet it is. */
@Composable
internal fun Owner(name: String, account: String) {
    Column(Modifier.padding(vertical = 8.dp)) {
        Text(name, style = MaterialTheme.typography.headlineSmall)
        Text(
            stringResource(R.string.settings_account, account),
            color = MaterialTheme.colorScheme.onSurfaceVariant,
            style = MaterialTheme.typography.bodySmall,
        )
    }
}

/** Rows that belong together. */
@Composable
internal fun Section(title: String, rows: @Composable ColumnScope.() -> Unit) {
    Column(Modifier.padding(bottom = 8.dp), verticalArrangement = Arrangement.spacedBy(4.dp)) {
        Text(
            title,
            Modifier.padding(start = 4.dp).semantics { heading() },
            color = MaterialTheme.colorScheme.primary,
            style = MaterialTheme.typography.labelMedium,
        )
        Surface(Modifier.fillMaxWidth(), MaterialTheme.shapes.medium, MaterialTheme.colorScheme.surfaceContainer) {
            Column(content = rows)
        }
    }
}

/** A row that says something; one that can be pressed leads to another screen, or ([leadsOn] false) does it at once. */
@Composable
internal fun SettingRow(
    icon: ImageVector,
    title: String,
    value: String? = null,
    leadsOn: Boolean = true,
    onClick: (() -> Unit)? = null,
) {
    val press = if (onClick == null) Modifier.semantics(mergeDescendants = true) { } else Modifier.clickable(onClick = onClick)
    RowOf(icon, title, value, press) {
        if (onClick != null && leadsOn) {
            Icon(
                Icons.AutoMirrored.Filled.KeyboardArrowRight,
                contentDescription = null,
                tint = MaterialTheme.colorScheme.onSurfaceVariant,
            )
        }
    }
}

/** A row that is on or off. */
@Composable
internal fun SwitchRow(icon: ImageVector, title: String, advice: String, isOn: Boolean, onChange: (Boolean) -> Unit) {
    RowOf(icon, title, advice, Modifier.toggleable(isOn, role = Role.Switch, onValueChange = onChange)) {
        Switch(isOn, onCheckedChange = null)
    }
}

@Composable
private fun RowOf(icon: ImageVector, title: String, below: String?, modifier: Modifier, end: @Composable () -> Unit) {
    Row(
        modifier.fillMaxWidth().heightIn(min = 56.dp).padding(horizontal = 16.dp, vertical = 8.dp),
        horizontalArrangement = Arrangement.spacedBy(16.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Icon(icon, contentDescription = null, tint = MaterialTheme.colorScheme.onSurfaceVariant)
        Column(Modifier.weight(1f)) {
            Text(title, style = MaterialTheme.typography.bodyLarge)
            if (below != null) {
                Text(below, color = MaterialTheme.colorScheme.onSurfaceVariant, style = MaterialTheme.typography.bodySmall)
            }
        }
        end()
    }
}

/** One of several things. */
internal class Choice(val text: String, val isChosen: Boolean, val onChoose: () -> Unit)

/** Asks for one of several things. */
@Composable
internal fun ChoiceDialog(title: String, choices: List<Choice>, onClose: () -> Unit) {
    AlertDialog(
        onDismissRequest = onClose,
        title = { Text(title) },
        text = { Column(Modifier.selectableGroup()) { for (choice in choices) ChoiceRow(choice, onClose) } },
        confirmButton = { TextButton(onClose) { Text(stringResource(R.string.common_close)) } },
    )
}

/** One of the things to choose from. */
@Composable
internal fun ChoiceRow(choice: Choice, onClose: () -> Unit) {
    Row(
        Modifier.fillMaxWidth().heightIn(min = 48.dp).selectable(choice.isChosen, role = Role.RadioButton) {
            choice.onChoose()
            onClose()
        },
        horizontalArrangement = Arrangement.spacedBy(12.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        RadioButton(choice.isChosen, onClick = null)
        Text(choice.text, style = MaterialTheme.typography.bodyLarge)
    }
}
