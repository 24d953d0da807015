package la.dlak.demo.ui.common

import android.app.Activity
import android.content.Context
import android.content.ContextWrapper
import android.view.View
import android.view.Window
import android.view.WindowManager
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.platform.LocalView
import java.util.WeakHashMap

/**
 * While this is shown there are no screenshots, no screen recordings, and nothing to see among the apps that were used last: for
 * words and PINs. Several at once are counted: while one screen slides over another, both may say it.
 */
@Composable
fun Secure() {
    val window = LocalContext.current.activity()?.window ?: return
    DisposableEffect(window) {
        secureWindows.add(window)
        onDispose { secureWindows.remove(window) }
    }
}

/** While this is shown, taps through another app's window are no taps: a yes is for what its owner sees. */
@Composable
fun RefuseCoveredTouches() {
    val view = LocalView.current
    DisposableEffect(view) {
        guardedViews.add(view)
        onDispose { guardedViews.remove(view) }
    }
}

private val secureWindows = Counted<Window>(
    on = { it.addFlags(WindowManager.LayoutParams.FLAG_SECURE) },
    off = { it.clearFlags(WindowManager.LayoutParams.FLAG_SECURE) },
)

private val guardedViews = Counted<View>(on = { it.filterTouchesWhenObscured = true }, off = { it.filterTouchesWhenObscured = false })

/** Who needs what switched on: it is off when the last one is gone. Only the main thread asks. */
private class Counted<T : Any>(private val on: (T) -> Unit, private val off: (T) -> Unit) {
    private val users = WeakHashMap<T, Int>()

    fun add(what: T) {
        users.merge(what, 1, Int::plus)
        on(what)
    }

    fun remove(what: T) {
        val left = (users[what] ?: 1) - 1
        if (left > 0) {
            users[what] = left
        } else {
            users.remove(what)
            off(what)
        }
    }
}

/** The activity that this context is of, through whatever wraps it. */
tailrec fun Context.activity(): Activity? = when (this) {
    is Activity -> this
    is ContextWrapper -> baseContext.activity()
    else -> null
}
