package la.dlak.demo.platform

import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.hardware.camera2.params.OutputConfiguration
import android.hardware.camera2.params.SessionConfiguration
import android.os.Build
import android.os.Handler
import android.view.Surface
import kotlinx.coroutines.CompletableDeferred
import la.dlak.demo.scan.CameraTrouble

/** One use of a camera, from its opening to its closing. What goes wrong on the way ends in [trouble]. */
internal class OpenCamera(private val manager: CameraManager, private val handler: Handler) {
    private val trouble = CompletableDeferred<CameraTrouble>()
    private val device = CompletableDeferred<CameraDevice>()
    private var session: CameraCaptureSession? = null
    private var shown: List<Surface> = emptyList()
    private var isLit = false
    private var isClosed = false

    /** Waits until it can't look any more. */
    suspend fun trouble(): CameraTrouble = trouble.await()

    fun open(id: String) = attempting {
        try {
            manager.openCamera(id, Opened(), handler)
        } catch (_: SecurityException) {
            // The permission was taken away in this very moment.
            trouble.complete(CameraTrouble.TAKEN)
        }
    }

    /** Sends what it sees there, from now on. */
    suspend fun aim(surfaces: List<Surface>, isLit: Boolean) {
        val open = device.await()
        synchronized(this) {
            if (isClosed) return
            this.isLit = isLit
            if (surfaces == shown) return repeatRequest()
            shown = surfaces
            session = null
            attempting { begin(open, surfaces) }
        }
    }

    @Synchronized
    fun close() {
        isClosed = true
        session = null
        // When it is not open yet, it is closed as soon as it is.
        if (device.isCompleted) @Suppress("OPT_IN_USAGE") device.getCompleted().close()
    }

    private fun begin(open: CameraDevice, surfaces: List<Surface>) {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
            val outputs = surfaces.map { OutputConfiguration(it) }
            open.createCaptureSession(SessionConfiguration(SessionConfiguration.SESSION_REGULAR, outputs, handler::post, Configured(surfaces)))
        } else {
            @Suppress("DEPRECATION") // What Android 8 has.
            open.createCaptureSession(surfaces, Configured(surfaces), handler)
        }
    }

    private fun repeatRequest() = attempting {
        val session = session ?: return@attempting
        val request = session.device.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW).apply {
            shown.forEach(::addTarget)
            set(CaptureRequest.CONTROL_AF_MODE, CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE)
            set(CaptureRequest.FLASH_MODE, if (isLit) CaptureRequest.FLASH_MODE_TORCH else CaptureRequest.FLASH_MODE_OFF)
        }
        session.setRepeatingRequest(request.build(), null, handler)
    }

    /** The camera may go away between any two calls, and a surface with the screen: neither is a fault of the app. */
    private fun attempting(call: () -> Unit) {
        try {
            call()
        } catch (_: CameraAccessException) {
            trouble.complete(CameraTrouble.TAKEN)
        } catch (_: IllegalStateException) {
            // Closed, or a newer session took its place: what comes next goes on.
        } catch (_: IllegalArgumentException) {
            // The surface is gone already: another one comes, or the screen goes.
        }
    }

    private inner class Opened : CameraDevice.StateCallback() {
        override fun onOpened(opened: CameraDevice) {
            synchronized(this@OpenCamera) { if (isClosed) opened.close() else device.complete(opened) }
        }

        override fun onDisconnected(lost: CameraDevice) {
            lost.close()
            trouble.complete(CameraTrouble.TAKEN)
        }

        override fun onError(lost: CameraDevice, error: Int) {
            lost.close()
            trouble.complete(if (error in TAKEN) CameraTrouble.TAKEN else CameraTrouble.BROKEN)
        }
    }

    private inner class Configured(private val surfaces: List<Surface>) : CameraCaptureSession.StateCallback() {
        override fun onConfigured(configured: CameraCaptureSession) {
            synchronized(this@OpenCamera) {
                if (isClosed || surfaces != shown) return
                session = configured
                repeatRequest()
            }
        }

        override fun onConfigureFailed(failed: CameraCaptureSession) {
            synchronized(this@OpenCamera) { if (surfaces == shown) trouble.complete(CameraTrouble.BROKEN) }
        }
    }

    private companion object {
        val TAKEN = setOf(
            CameraDevice.StateCallback.ERROR_CAMERA_IN_USE,
            CameraDevice.StateCallback.ERROR_MAX_CAMERAS_IN_USE,
            CameraDevice.StateCallback.ERROR_CAMERA_DISABLED,
        )
    }
}
