package la.dlak.demo.ui.common

import android.app.Activity
import android.content.Context
import android.content.ContextWrapper
import android.view.Window
import android.view.WindowManager
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.ui.platform.LocalContext
import java.util.WeakHashMap

/**
 * While this is shown there are no screenshots, no screen recordings, and nothing to see among the apps that were used last: for
 * words and PINs. Several at once are counted: while one screen slides over another, both may say it.
 */
@Composable
fun Secure() {
    val window = LocalContext.current.activity()?.window ?: return
    DisposableEffect(window) {
        SecureWindows.add(window)
        onDispose { SecureWindows.remove(window) }
    }
}

/** Who needs which window secure. Only the main thread asks. */
private object SecureWindows {
    private val users = WeakHashMap<Window, Int>()

    fun add(window: Window) {
        users.merge(window, 1, Int::plus)
        window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
    }

    fun remove(window: Window) {
        val left = (users[window] ?: 1) - 1
        if (left > 0) {
            users[window] = left
        } else {
            users.remove(window)
            window.clearFlags(WindowManager.LayoutParams.FLAG_SECURE)
        }
    }
}

/** The activity that this context is of, through whatever wraps it. */
tailrec fun Context.activity(): Activity? = when (this) {
    is Activity -> this
    is ContextWrapper -> baseContext.activity()
    else -> null
}
