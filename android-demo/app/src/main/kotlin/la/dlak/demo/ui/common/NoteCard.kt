package la.dlak.demo.ui.common

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Close
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import la.dlak.demo.R

/** How much a note matters to who reads it. */
enum class NoteKind { GOOD, CAUTION }

/** Something to know that is no problem; with [onClose] it can be put away. */
@Composable
fun NoteCard(text: String, kind: NoteKind, icon: ImageVector, modifier: Modifier = Modifier, onClose: (() -> Unit)? = null) {
    val colors = MaterialTheme.colorScheme
    val (container, content) = when (kind) {
        NoteKind.GOOD -> colors.tertiaryContainer to colors.onTertiaryContainer
        NoteKind.CAUTION -> colors.secondaryContainer to colors.onSecondaryContainer
    }
    Surface(modifier.fillMaxWidth(), MaterialTheme.shapes.medium, container, content) {
        Row(
            Modifier.padding(start = 16.dp, end = if (onClose == null) 16.dp else 4.dp),
            horizontalArrangement = Arrangement.spacedBy(12.dp),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            Icon(icon, contentDescription = null)
            Text(
                text,
                Modifier.weight(1f).padding(vertical = 12.dp).semantics { liveRegion = LiveRegionMode.Polite },
                style = MaterialTheme.typography.titleSmall,
            )
            if (onClose != null) {
                IconButton(onClose) { Icon(Icons.Filled.Close, stringResource(R.string.common_close)) }
            }
        }
    }
}
