package la.dlak.demo.ui.common

import android.content.ClipData
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Check
import androidx.compose.material.icons.filled.ContentCopy
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.ClipEntry
import androidx.compose.ui.platform.LocalClipboard
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import kotlinx.coroutines.launch
import la.dlak.demo.R
import la.dlak.wallet.ErrorCode

/** What the bank's help desk asks for: the same word in every language. It holds nothing of the owner. */
@Composable
internal fun SupportCode(code: ErrorCode, modifier: Modifier = Modifier) {
    val clipboard = LocalClipboard.current
    val scope = rememberCoroutineScope()
    var isCopied by remember(code) { mutableStateOf(false) }
    Row(modifier, verticalAlignment = Alignment.CenterVertically) {
        Text(
            stringResource(R.string.errors_code_line, code.value),
            Modifier.weight(1f, fill = false),
            style = MaterialTheme.typography.labelSmall,
        )
        IconButton(
            {
                scope.launch {
                    clipboard.setClipEntry(ClipEntry(ClipData.newPlainText(code.value, code.value)))
                    isCopied = true
                }
            },
            Modifier.size(48.dp),
        ) {
            Icon(
                if (isCopied) Icons.Filled.Check else Icons.Filled.ContentCopy,
                stringResource(if (isCopied) R.string.common_copied else R.string.common_copy),
                Modifier.size(18.dp),
            )
        }
    }
}
