package la.dlak.demo.ui.onboarding

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.VisibilityOff
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.ui.common.LARGE_TEXT

/** The words down two columns, as they are written on paper: 1 to 12 on the left, 13 to 24 on the right. */
@Composable
fun WordGrid(words: List<String>, modifier: Modifier = Modifier) {
    InTwoColumns(words.size, modifier) { index -> WordCell(index + 1, words[index]) }
}

/** Lays so many things down two columns; down one where letters are so large that words would break. */
@Composable
fun InTwoColumns(count: Int, modifier: Modifier = Modifier, cell: @Composable (index: Int) -> Unit) {
    val rows = if (LocalDensity.current.fontScale > LARGE_TEXT) count else (count + 1) / 2
    Row(modifier.fillMaxWidth(), horizontalArrangement = Arrangement.spacedBy(8.dp)) {
        for (column in listOf(0 until rows, rows until count).filterNot(IntRange::isEmpty)) {
            Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(4.dp)) { for (index in column) cell(index) }
        }
    }
}

@Composable
private fun WordCell(place: Int, word: String) {
    val said = stringResource(R.string.onboarding_restore_place, place.toString(), word)
    Row(
        Modifier
            .fillMaxWidth()
            .heightIn(min = 33.dp)
            .background(MaterialTheme.colorScheme.surfaceContainerHigh, MaterialTheme.shapes.small)
            .padding(horizontal = 8.dp, vertical = 2.dp)
            .semantics(mergeDescendants = true) { contentDescription = said },
        verticalAlignment = Alignment.CenterVertically,
    ) {
        PlaceNumber(place)
        Text(word, Modifier.clearAndSetSemantics { }, style = MaterialTheme.typography.titleMedium)
    }
}

/** The number before a word. */
@Composable
internal fun PlaceNumber(place: Int) {
    Text(
        "$place",
        Modifier.widthIn(min = 24.dp).padding(end = 8.dp).clearAndSetSemantics { },
        color = MaterialTheme.colorScheme.onSurfaceVariant,
        style = MaterialTheme.typography.labelMedium,
        textAlign = TextAlign.End,
    )
}

/** What must never be done with the words. */
@Composable
fun WordsWarning(modifier: Modifier = Modifier) {
    Surface(
        modifier.fillMaxWidth(),
        MaterialTheme.shapes.medium,
        MaterialTheme.colorScheme.secondaryContainer,
        MaterialTheme.colorScheme.onSecondaryContainer,
    ) {
        Row(Modifier.padding(12.dp), horizontalArrangement = Arrangement.spacedBy(12.dp)) {
            Icon(Icons.Outlined.VisibilityOff, contentDescription = null)
            Text(stringResource(R.string.onboarding_words_warning), style = MaterialTheme.typography.bodyMedium)
        }
    }
}
