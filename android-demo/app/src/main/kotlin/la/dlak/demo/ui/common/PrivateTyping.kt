package la.dlak.demo.ui.common

import android.text.InputType
import android.view.inputmethod.EditorInfo
import androidx.compose.runtime.Composable
import androidx.compose.ui.ExperimentalComposeUiApi
import androidx.compose.ui.platform.InterceptPlatformTextInput
import androidx.compose.ui.platform.PlatformTextInputMethodRequest

/** What is typed inside is not for the keyboard to learn, correct or suggest: it may send its dictionary to a cloud. */
@OptIn(ExperimentalComposeUiApi::class)
@Composable
fun PrivateTyping(content: @Composable () -> Unit) {
    InterceptPlatformTextInput(
        interceptor = { request, next ->
            val asked = PlatformTextInputMethodRequest { info -> request.createInputConnection(info).also { info.makePrivate() } }
            next.startInputMethod(asked)
        },
        content = content,
    )
}

/** Keyboards obey these flags, if they are honest. */
internal fun EditorInfo.makePrivate() {
    imeOptions = imeOptions or EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING
    inputType = (inputType or InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS) and InputType.TYPE_TEXT_FLAG_AUTO_CORRECT.inv()
}
