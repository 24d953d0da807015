package la.dlak.demo.ui.theme

import android.content.res.Configuration
import android.content.res.Resources
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.remember
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.unit.dp
import android.content.ContextWrapper
import android.content.Context
import la.dlak.demo.settings.Language

/** The language of what is shown: numbers and dates go by its locale. */
val LocalLanguage = staticCompositionLocalOf { Language.LAO }

private val DlakShapes = Shapes(
    small = RoundedCornerShape(12.dp),
    medium = RoundedCornerShape(16.dp),
    large = RoundedCornerShape(24.dp),
)

/** How everything looks, in this language. */
@Composable
fun DlakTheme(language: Language, isDark: Boolean, content: @Composable () -> Unit) {
    InLanguage(language) {
        MaterialTheme(
            colorScheme = if (isDark) DarkColors else LightColors,
            typography = DlakType,
            shapes = DlakShapes,
        ) {
            Surface(color = MaterialTheme.colorScheme.background, content = content)
        }
    }
}

/** The owner's choice goes before the phone's language, on Android 8 too: texts come from resources of that language. */
@Composable
private fun InLanguage(language: Language, content: @Composable () -> Unit) {
    val context = LocalContext.current
    val outer = LocalConfiguration.current
    val configuration = remember(outer, language) { Configuration(outer).apply { setLocale(language.locale) } }
    val inLanguage = remember(context, configuration) { TextsIn(context, configuration) }
    CompositionLocalProvider(
        LocalLanguage provides language,
        LocalConfiguration provides configuration,
        LocalContext provides inLanguage,
        content = content,
    )
}

/** The same context (an activity is still found through it), with resources of another configuration. */
private class TextsIn(context: Context, configuration: Configuration) : ContextWrapper(context) {
    private val translated = context.createConfigurationContext(configuration)

    override fun getResources(): Resources = translated.resources
}
