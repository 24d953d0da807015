package la.dlak.demo.platform

import android.view.Surface
import kotlinx.coroutines.flow.StateFlow
import la.dlak.demo.scan.CodeCamera
import la.dlak.demo.scan.FrameShape

/** A camera whose picture can be shown while it looks. */
interface PreviewCamera : CodeCamera {
    /** The shape of its frames; null before it has looked. */
    val shape: StateFlow<FrameShape?>

    /** Where its picture is to be shown; null for nowhere any more. A surface has the size of the frames, and is not turned. */
    fun show(surface: Surface?)
}
