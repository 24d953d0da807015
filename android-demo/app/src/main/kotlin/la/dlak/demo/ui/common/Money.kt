package la.dlak.demo.ui.common

import androidx.compose.material3.LocalTextStyle
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.TextStyle
import la.dlak.demo.ui.theme.LocalLanguage
import la.dlak.wallet.Amount

/** An amount as it is written in the owner's language: ₭15.000. */
@Composable
fun Amount.shown(): String = format(LocalLanguage.current.locale)

/** An amount, always whole on one line. */
@Composable
fun MoneyText(
    amount: Amount,
    style: TextStyle = LocalTextStyle.current,
    modifier: Modifier = Modifier,
    color: Color = Color.Unspecified,
    prefix: String = "",
) {
    Text(prefix + amount.shown(), modifier, color = color, style = style, maxLines = 1, softWrap = false)
}
