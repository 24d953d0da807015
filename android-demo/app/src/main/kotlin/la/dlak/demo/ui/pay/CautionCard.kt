package la.dlak.demo.ui.pay

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.Info
import androidx.compose.material.icons.outlined.Link
import androidx.compose.material.icons.outlined.WarningAmber
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.pay.Caution
import la.dlak.demo.ui.common.rememberDates

/** Something that the owner should know before saying yes. */
@Composable
internal fun CautionCard(caution: Caution, payeeName: String) {
    when (caution) {
        is Caution.NameDiffers -> Card(
            graveTitle(caution).orEmpty(),
            stringResource(R.string.pay_name_differs_text, caution.printed, payeeName),
            isGrave = true,
        )
        is Caution.Repeat -> {
            val text = if (caution.isPending) R.string.pay_repeat_pending else R.string.pay_repeat_paid
            val time = rememberDates().time(caution.at)
            Card(graveTitle(caution).orEmpty(), stringResource(text, payeeName, time), isGrave = true)
        }
        Caution.LookTwice ->
            Card(graveTitle(caution).orEmpty(), stringResource(R.string.pay_look_twice_text), isGrave = true)
        Caution.FirstPayment ->
            Card(stringResource(R.string.pay_first_payment_title), stringResource(R.string.pay_first_payment_text))
        Caution.Interrupted ->
            Card(stringResource(R.string.pay_interrupted_title), stringResource(R.string.pay_interrupted_text))
        Caution.AskedAnew ->
            Card(stringResource(R.string.pay_asked_anew_title), stringResource(R.string.pay_asked_anew_text))
    }
}

/** What a grave caution is called; null for others. */
@Composable
internal fun graveTitle(caution: Caution): String? = when (caution) {
    is Caution.NameDiffers -> stringResource(R.string.pay_name_differs_title)
    is Caution.Repeat -> stringResource(R.string.pay_repeat_title)
    Caution.LookTwice -> stringResource(R.string.pay_look_twice_title)
    Caution.FirstPayment, Caution.Interrupted, Caution.AskedAnew -> null
}

/** A grave caution once more, beside the button: with large text its card may be out of sight. TalkBack has said it before. */
@Composable
internal fun GraveLine(title: String) {
    val colors = MaterialTheme.colorScheme
    Row(
        Modifier.fillMaxWidth().clearAndSetSemantics {},
        Arrangement.spacedBy(8.dp, Alignment.CenterHorizontally),
        Alignment.CenterVertically,
    ) {
        Icon(Icons.Outlined.WarningAmber, contentDescription = null, tint = colors.error)
        Text(title, Modifier.weight(1f, fill = false), color = colors.error, style = MaterialTheme.typography.titleSmall)
    }
}

/** Not the owner, but somebody else's link has brought this here. */
@Composable
internal fun LinkCard() {
    Card(stringResource(R.string.pay_link_title), stringResource(R.string.pay_link_text), icon = Icons.Outlined.Link)
}

@Composable
private fun Card(
    title: String,
    text: String,
    isGrave: Boolean = false,
    icon: ImageVector = if (isGrave) Icons.Outlined.WarningAmber else Icons.Outlined.Info,
) {
    val colors = MaterialTheme.colorScheme
    Surface(
        Modifier.fillMaxWidth(),
        MaterialTheme.shapes.medium,
        color = if (isGrave) colors.errorContainer else colors.secondaryContainer,
        contentColor = if (isGrave) colors.onErrorContainer else colors.onSecondaryContainer,
    ) {
        Row(Modifier.padding(16.dp).semantics(mergeDescendants = true) {}, Arrangement.spacedBy(12.dp)) {
            Icon(icon, contentDescription = null)
            Column {
                Text(title, style = MaterialTheme.typography.titleMedium)
                Text(text, style = MaterialTheme.typography.bodyMedium)
            }
        }
    }
}
