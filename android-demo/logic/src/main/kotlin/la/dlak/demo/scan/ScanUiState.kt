package la.dlak.demo.scan

import la.dlak.wallet.Amount
import la.dlak.wallet.Point

/** What the screen that scans shows. */
data class ScanUiState(
    val eye: Eye = Eye.Closed,
    val light: Light = Light.NONE,
    /** The codes in sight, where they are. */
    val sight: Sight? = null,
    /** The payment codes that its owner must choose from, as there are several. */
    val choices: List<Choice> = emptyList(),
    /** Are they of a picture? Then they stay, whatever the camera sees meanwhile. */
    val areChoicesPictured: Boolean = false,
    val notice: Notice? = null,
    val isReadingPicture: Boolean = false,
    /** The code to pay: the screen opens it and says so. */
    val chosen: String? = null,
)

/** The camera, as far as the owner lets it look. */
sealed interface Eye {
    /** It does not look yet. */
    data object Closed : Eye

    data object Looking : Eye

    /** The owner did not allow it. */
    data class NotAllowed(
        /** May the system still ask? Else only its settings can allow it. */
        val canAsk: Boolean,
    ) : Eye

    data class Unusable(val trouble: CameraTrouble) : Eye
}

/** Codes in a frame. */
data class Sight(val shape: FrameShape, val codes: List<SeenCode>)

data class SeenCode(val text: String, val corners: List<Point>, val isPayable: Boolean)

/** A payment code that can be chosen: what is printed in it is only its payee's word. */
data class Choice(val text: String, val printedName: String?, val amount: Amount?)

/** What the owner is told of what was seen; the camera goes on. */
sealed interface Notice {
    /** A payment code that this wallet can't pay. */
    data class Foreign(val scheme: String, val country: String) : Notice

    /** A payment code that is damaged. */
    data object Broken : Notice

    /** A link or a text. */
    data object NotPayment : Notice

    /** The picture shows no code. */
    data object NoCodeInPicture : Notice

    /** The picture can't be opened. */
    data object BadPicture : Notice
}
