package la.dlak.demo.ui.receive

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.platform.BrightScreen
import la.dlak.demo.receive.Asking
import la.dlak.demo.ui.common.HugeMoney
import la.dlak.demo.ui.common.ProblemView
import la.dlak.demo.ui.common.QrView
import la.dlak.demo.ui.common.ResultKind
import la.dlak.demo.ui.common.ResultView
import la.dlak.demo.ui.common.shown
import kotlin.time.Duration

/** What is shown of a request while it is not paid: for one's own code and for the till alike. */
@Composable
fun RequestView(asking: Asking, name: String?) {
    when (asking) {
        Asking.None, is Asking.Paid -> Unit
        is Asking.Making -> {
            HugeMoney(asking.amount, Modifier.padding(top = 12.dp))
            Waiting(stringResource(R.string.receive_making))
        }
        is Asking.Refused -> {
            HugeMoney(asking.amount, Modifier.padding(top = 12.dp))
            ProblemView(asking.problem)
        }
        is Asking.Open -> OpenRequest(asking, name)
        is Asking.Unclear -> {
            ResultView(
                ResultKind.WAITING,
                stringResource(R.string.receive_unclear_title),
                asking.request.amount,
                stringResource(R.string.receive_unclear_text),
            )
            asking.problem?.let { ProblemView(it) }
        }
        is Asking.Expired -> ResultView(
            ResultKind.WAITING,
            stringResource(R.string.receive_expired_title),
            asking.request.amount,
            stringResource(R.string.receive_expired_text),
        )
    }
}

@Composable
private fun OpenRequest(asking: Asking.Open, name: String?) {
    BrightScreen()
    val request = asking.request
    Column(Modifier.fillMaxWidth(), Arrangement.spacedBy(8.dp), Alignment.CenterHorizontally) {
        HugeMoney(request.amount)
        QrView(request.code, stringResource(R.string.receive_code_amount_label, request.amount.shown()))
        if (name != null) Text(name, style = MaterialTheme.typography.titleMedium, textAlign = TextAlign.Center)
        request.memo?.let {
            Text(
                it,
                color = MaterialTheme.colorScheme.onSurfaceVariant,
                style = MaterialTheme.typography.bodyLarge,
                textAlign = TextAlign.Center,
            )
        }
        Waiting(stringResource(R.string.receive_waiting))
        Text(
            stringResource(R.string.receive_valid_for, clock(asking.left)),
            color = MaterialTheme.colorScheme.onSurfaceVariant,
            style = MaterialTheme.typography.labelMedium,
        )
    }
}

@Composable
internal fun Waiting(text: String) {
    Row(
        Modifier.fillMaxWidth(),
        Arrangement.spacedBy(12.dp, Alignment.CenterHorizontally),
        Alignment.CenterVertically,
    ) {
        CircularProgressIndicator(Modifier.size(20.dp), strokeWidth = 2.dp)
        Text(text, style = MaterialTheme.typography.bodyLarge)
    }
}

/** 9:05 */
private fun clock(left: Duration): String {
    val seconds = left.inWholeSeconds.coerceAtLeast(0)
    return "${seconds / 60}:${(seconds % 60).toString().padStart(2, '0')}"
}
