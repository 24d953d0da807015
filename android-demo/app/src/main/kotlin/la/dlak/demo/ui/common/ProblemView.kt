package la.dlak.demo.ui.common

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Refresh
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.style.LineBreak
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.common.Problem
import la.dlak.wallet.ErrorCode

/**
 * A problem inside a screen: what happened, what to do, and what can be done about it here. TalkBack reads it as soon as it is
 * there.
 *
 * @param onRetry tries the same again; offered only where that may help
 * @param isPaymentKnown false when it is not certain whether something was paid: then that is said, and nothing is offered that
 *   could pay twice
 * @param actions other things to do: buttons
 */
@Composable
fun ProblemView(
    problem: Problem,
    modifier: Modifier = Modifier,
    onRetry: (() -> Unit)? = null,
    isPaymentKnown: Boolean = true,
    actions: (@Composable ColumnScope.() -> Unit)? = null,
) {
    val colors = colorsOf(problem.code)
    Surface(modifier.fillMaxWidth(), MaterialTheme.shapes.medium, colors.container, colors.content) {
        Column(Modifier.padding(start = 16.dp, top = 16.dp, end = 16.dp, bottom = 8.dp)) {
            Row(horizontalArrangement = Arrangement.spacedBy(12.dp)) {
                Icon(iconOf(problem.code), contentDescription = null)
                Column(
                    Modifier.weight(1f).semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
                    verticalArrangement = Arrangement.spacedBy(4.dp),
                ) {
                    Text(problem.title(), style = MaterialTheme.typography.titleMedium)
                    problem.detail()?.let { Text(it, style = MaterialTheme.typography.titleSmall) }
                    Text(problem.whatToDo(isPaymentKnown), style = MaterialTheme.typography.bodyMedium)
                }
            }
            SupportCode(problem.code, Modifier.padding(start = 36.dp))
            val retry = onRetry.takeIf { problem.canBeTriedAgain && isPaymentKnown }
            if (retry != null || actions != null) {
                Column(Modifier.padding(bottom = 8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
                    if (retry != null) RetryButton(retry, colors.content)
                    actions?.invoke(this)
                }
            }
        }
    }
}

/** On a card, whose colour it must stand out from. */
@Composable
private fun RetryButton(onClick: () -> Unit, color: Color) {
    OutlinedButton(
        onClick,
        Modifier.fillMaxWidth().heightIn(min = 48.dp),
        colors = ButtonDefaults.outlinedButtonColors(contentColor = color),
        border = BorderStroke(1.dp, color),
    ) {
        Icon(Icons.Filled.Refresh, contentDescription = null)
        Spacer(Modifier.width(8.dp))
        Text(stringResource(R.string.common_retry))
    }
}

/** A problem that is all there is to show. Parameters as those of [ProblemView]; its [actions] stand at the bottom. */
@Composable
fun ProblemScreen(
    problem: Problem,
    title: String,
    modifier: Modifier = Modifier,
    onBack: (() -> Unit)? = null,
    onRetry: (() -> Unit)? = null,
    isPaymentKnown: Boolean = true,
    actions: (@Composable ColumnScope.() -> Unit)? = null,
) {
    val retry = onRetry.takeIf { problem.canBeTriedAgain && isPaymentKnown }
    val bottom: (@Composable ColumnScope.() -> Unit)? = if (retry == null && actions == null) {
        null
    } else {
        {
            if (retry != null) PrimaryButton(stringResource(R.string.common_retry), retry, icon = Icons.Filled.Refresh)
            actions?.invoke(this)
        }
    }
    AppScreen(title, modifier, onBack, bottom = bottom) {
        Column(
            Modifier.fillMaxWidth().padding(top = 40.dp),
            verticalArrangement = Arrangement.spacedBy(12.dp),
            horizontalAlignment = Alignment.CenterHorizontally,
        ) {
            ProblemBadge(problem.code)
            Spacer(Modifier.height(4.dp))
            Column(
                Modifier.semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
                verticalArrangement = Arrangement.spacedBy(12.dp),
                horizontalAlignment = Alignment.CenterHorizontally,
            ) {
                Text(
                    problem.title(),
                    Modifier.semantics { heading() },
                    style = MaterialTheme.typography.headlineSmall.balanced(),
                )
                problem.detail()?.let { Text(it, style = MaterialTheme.typography.titleMedium.balanced()) }
                Text(
                    problem.whatToDo(isPaymentKnown),
                    color = if (isPaymentKnown) MaterialTheme.colorScheme.onSurfaceVariant else MaterialTheme.colorScheme.onSurface,
                    style = with(MaterialTheme.typography) { if (isPaymentKnown) bodyLarge else titleMedium }.balanced(),
                )
            }
            SupportCode(problem.code)
        }
    }
}

/** Centred, in lines of about one length: no word stands alone on the last. */
private fun TextStyle.balanced() = copy(textAlign = TextAlign.Center, lineBreak = LineBreak.Heading)

@Composable
private fun ProblemBadge(code: ErrorCode) {
    val colors = colorsOf(code)
    Box(Modifier.size(96.dp).background(colors.container, CircleShape), Alignment.Center) {
        Icon(iconOf(code), contentDescription = null, Modifier.size(48.dp), colors.content)
    }
}

/**
 * Where it is not known whether something was paid, that goes before any advice, which may say that nothing was. Only the advice
 * about a ledger that contradicts itself says both, and more.
 */
@Composable
private fun Problem.whatToDo(isPaymentKnown: Boolean): String =
    if (isPaymentKnown || code == ErrorCode.LedgerDiverged) advice() else stringResource(R.string.errors_payment_not_known)
