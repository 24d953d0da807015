package la.dlak.demo.ui.common

import android.content.ClipData
import android.content.ClipboardManager
import android.content.Context
import android.os.Build

/** The text that was copied last, or null. */
fun Context.copiedText(): String? {
    val clip = clipboard().primaryClip ?: return null
    return if (clip.itemCount == 0) null else clip.getItemAt(0).coerceToText(this)?.toString()
}

/** Takes what was copied away from other apps. */
fun Context.clearClipboard() {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
        clipboard().clearPrimaryClip()
    } else {
        clipboard().setPrimaryClip(ClipData.newPlainText("", ""))
    }
}

private fun Context.clipboard() = getSystemService(Context.CLIPBOARD_SERVICE) as ClipboardManager
