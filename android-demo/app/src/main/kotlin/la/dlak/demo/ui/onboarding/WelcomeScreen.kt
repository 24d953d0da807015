package la.dlak.demo.ui.onboarding

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.Key
import androidx.compose.material.icons.outlined.QrCodeScanner
import androidx.compose.material.icons.outlined.SouthWest
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.LineBreak
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.settings.Language
import la.dlak.demo.ui.common.Logo
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.SecondaryButton
import la.dlak.demo.ui.settings.LanguageChips

/** The first thing that anybody sees. */
@Composable
fun WelcomeScreen(language: Language, onLanguage: (Language) -> Unit, onCreate: () -> Unit, onRestore: () -> Unit) {
    Column(Modifier.fillMaxSize().safeDrawingPadding().padding(horizontal = 24.dp)) {
        Column(
            Modifier.weight(1f).fillMaxWidth().verticalScroll(rememberScrollState()),
            horizontalAlignment = Alignment.CenterHorizontally,
        ) {
            Spacer(Modifier.height(8.dp))
            LanguageChips(language, onLanguage)
            Spacer(Modifier.height(28.dp))
            Logo(size = 120.dp)
            Spacer(Modifier.height(20.dp))
            Greeting()
            Spacer(Modifier.height(28.dp))
            Points()
        }
        Column(Modifier.padding(vertical = 12.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
            PrimaryButton(stringResource(R.string.onboarding_create), onCreate)
            SecondaryButton(stringResource(R.string.onboarding_have_words), onRestore)
        }
    }
}

@Composable
private fun ColumnScope.Greeting() {
    Text(
        stringResource(R.string.onboarding_welcome_title),
        Modifier.semantics { heading() },
        // Lines of about the same length, rather than one word alone.
        style = MaterialTheme.typography.headlineMedium.copy(lineBreak = LineBreak.Heading),
        textAlign = TextAlign.Center,
    )
    Spacer(Modifier.height(4.dp))
    Text(
        stringResource(R.string.onboarding_welcome_issuer),
        color = MaterialTheme.colorScheme.onSurfaceVariant,
        style = MaterialTheme.typography.bodyMedium,
        textAlign = TextAlign.Center,
    )
}

@Composable
private fun Points() {
    Column(verticalArrangement = Arrangement.spacedBy(16.dp)) {
        Point(Icons.Outlined.QrCodeScanner, stringResource(R.string.onboarding_welcome_pay))
        Point(Icons.Outlined.SouthWest, stringResource(R.string.onboarding_welcome_receive))
        Point(Icons.Outlined.Key, stringResource(R.string.onboarding_welcome_safe))
    }
}

@Composable
private fun Point(icon: ImageVector, text: String) {
    Row(
        Modifier.fillMaxWidth(),
        horizontalArrangement = Arrangement.spacedBy(16.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Icon(icon, contentDescription = null, Modifier.size(28.dp), MaterialTheme.colorScheme.secondary)
        Text(text, style = MaterialTheme.typography.bodyLarge)
    }
}
