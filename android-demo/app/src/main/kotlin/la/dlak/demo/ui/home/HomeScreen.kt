package la.dlak.demo.ui.home

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import la.dlak.demo.R
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.MoneyText
import la.dlak.wallet.Amount

/** The balance, the newest payments, and the two things that people do. */
@Composable
fun HomeScreen(balance: Amount?) {
    AppScreen(title = stringResource(R.string.common_app_name)) {
        if (balance == null) Text("") else MoneyText(balance, MaterialTheme.typography.displayMedium)
    }
}
