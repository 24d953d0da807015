package la.dlak.demo.ui.settings

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.SegmentedButton
import androidx.compose.material3.SegmentedButtonDefaults
import androidx.compose.material3.SingleChoiceSegmentedButtonRow
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.unit.dp
import la.dlak.demo.settings.Language
import la.dlak.demo.ui.common.LARGE_TEXT

/** Each language by its own name, for those who read no other. The same in every language, so it is no text of the table. */
internal val Language.ownName: String
    get() = when (this) {
        Language.LAO -> "ລາວ"
        Language.ENGLISH -> "English"
        Language.THAI -> "ไทย"
    }

/** The three languages, one of them chosen. */
@Composable
fun LanguageChips(chosen: Language?, onLanguage: (Language) -> Unit, modifier: Modifier = Modifier) {
    if (LocalDensity.current.fontScale > LARGE_TEXT) {
        Column(modifier.fillMaxWidth().selectableGroup()) {
            for (language in Language.entries) ChoiceRow(Choice(language.ownName, language == chosen) { onLanguage(language) }, onClose = {})
        }
        return
    }
    SingleChoiceSegmentedButtonRow(modifier.fillMaxWidth()) {
        for ((index, language) in Language.entries.withIndex()) {
            SegmentedButton(
                selected = language == chosen,
                onClick = { onLanguage(language) },
                shape = SegmentedButtonDefaults.itemShape(index, Language.entries.size),
                modifier = Modifier.heightIn(min = 48.dp),
            ) { Text(language.ownName) }
        }
    }
}
