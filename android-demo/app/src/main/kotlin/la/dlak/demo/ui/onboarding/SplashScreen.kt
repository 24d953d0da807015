package la.dlak.demo.ui.onboarding

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.ui.common.Logo

/** While the wallet is opened: a moment, mostly. */
@Composable
fun SplashScreen() {
    val said = stringResource(R.string.common_loading)
    Box(Modifier.fillMaxSize().semantics { contentDescription = said }, Alignment.Center) { Logo(size = 112.dp) }
}
