package la.dlak.demo.platform

import android.app.Activity
import android.content.Context
import android.content.ContextWrapper
import android.view.WindowManager.LayoutParams
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.platform.LocalView

/** While this is shown the screen is as bright as it can be, and stays on: so that another phone reads the code on it. */
@Composable
fun BrightScreen() {
    val view = LocalView.current
    val window = activityOf(LocalContext.current)?.window
    DisposableEffect(view, window) {
        val before = window?.attributes?.screenBrightness ?: LayoutParams.BRIGHTNESS_OVERRIDE_NONE
        window?.attributes = window.attributes.apply { screenBrightness = LayoutParams.BRIGHTNESS_OVERRIDE_FULL }
        view.keepScreenOn = true
        onDispose {
            window?.attributes = window.attributes.apply { screenBrightness = before }
            view.keepScreenOn = false
        }
    }
}

private tailrec fun activityOf(context: Context): Activity? = when (context) {
    is Activity -> context
    is ContextWrapper -> activityOf(context.baseContext)
    else -> null
}
