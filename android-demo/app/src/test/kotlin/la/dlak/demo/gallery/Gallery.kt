package la.dlak.demo.gallery

import androidx.compose.runtime.Composable

/** A screen in one of its states, as it is drawn for `docs/android.md` and held against its golden picture. */
class Picture(
    /** The file's name: `home-empty`. */
    val name: String,
    /** What it shows, for the contact sheet, in a few English words. */
    val caption: String,
    val content: @Composable () -> Unit,
)

/** Every screen in every state that looks different, in the order in which people meet them. Each area has a file here. */
val gallery: List<Picture> =
    onboardingPictures + lockPictures + homePictures + payPictures + receivePictures + tillPictures + moneyPictures +
        historyPictures + settingsPictures + problemPictures
