package la.dlak.demo.ui.scan

import android.view.SurfaceHolder
import android.view.SurfaceView
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.requiredSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.viewinterop.AndroidView
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import la.dlak.demo.platform.PreviewCamera
import la.dlak.demo.scan.FrameFit
import la.dlak.demo.scan.FrameShape

/**
 * What the camera sees, as large as it must be to fill the place, its middle in the middle: as [FrameFit] says. A SurfaceView,
 * because it turns the camera's picture as the phone is held by itself.
 */
@Composable
internal fun CameraPreview(camera: PreviewCamera, modifier: Modifier = Modifier) {
    val shape by camera.shape.collectAsStateWithLifecycle()
    BoxWithConstraints(modifier) {
        val seen = shape ?: return@BoxWithConstraints
        val fit = FrameFit(seen, constraints.maxWidth, constraints.maxHeight)
        with(LocalDensity.current) {
            val size = Modifier.requiredSize(fit.pictureWidth.toDp(), fit.pictureHeight.toDp())
            // A camera with frames of another size needs another surface.
            key(camera, seen.width, seen.height) { CameraSurface(camera, seen, size) }
        }
    }
}

@Composable
private fun CameraSurface(camera: PreviewCamera, seen: FrameShape, modifier: Modifier) {
    AndroidView(
        { context ->
            SurfaceView(context).apply {
                holder.setFixedSize(seen.width, seen.height)
                holder.addCallback(ShownIn(camera))
            }
        },
        modifier,
    )
}

private class ShownIn(private val camera: PreviewCamera) : SurfaceHolder.Callback {
    override fun surfaceCreated(holder: SurfaceHolder) = Unit

    /** It has its size now. */
    override fun surfaceChanged(holder: SurfaceHolder, format: Int, width: Int, height: Int) = camera.show(holder.surface)

    override fun surfaceDestroyed(holder: SurfaceHolder) = camera.show(null)
}
