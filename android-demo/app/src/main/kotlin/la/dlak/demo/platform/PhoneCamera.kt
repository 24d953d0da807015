package la.dlak.demo.platform

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import android.graphics.ImageFormat
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraManager
import android.hardware.display.DisplayManager
import android.media.ImageReader
import android.os.Handler
import android.os.HandlerThread
import android.view.Display
import android.view.Surface
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.cancelChildren
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import la.dlak.demo.scan.CameraFrame
import la.dlak.demo.scan.CameraTrouble
import la.dlak.demo.scan.FrameShape
import la.dlak.demo.scan.Light
import la.dlak.demo.scan.LumaFrame
import la.dlak.demo.scan.bestSize
import la.dlak.demo.scan.turnOf
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine

/**
 * The camera on the back of the phone, by camera2. Its frames are read where the system put them: nothing is copied.
 * It is built against Android 14 and was not run on a device yet.
 */
class PhoneCamera(private val context: Context) : PreviewCamera {
    private val manager = context.getSystemService(CameraManager::class.java)
    private val display: Display? = context.getSystemService(DisplayManager::class.java).getDisplay(Display.DEFAULT_DISPLAY)
    private val one = Mutex()
    private val surface = MutableStateFlow<Surface?>(null)
    private val _shape = MutableStateFlow<FrameShape?>(null)
    private val _light = MutableStateFlow(Light.NONE)

    override val shape: StateFlow<FrameShape?> = _shape.asStateFlow()
    override val light: StateFlow<Light> = _light.asStateFlow()

    override fun show(surface: Surface?) {
        this.surface.value = surface
    }

    override fun setLight(isOn: Boolean) {
        if (_light.value != Light.NONE) _light.value = if (isOn) Light.ON else Light.OFF
    }

    /** One after the other: a screen that comes back waits until the camera is closed that it used before. */
    override suspend fun look(onFrame: (CameraFrame) -> Unit): CameraTrouble = one.withLock { lookAlone(onFrame) }

    private suspend fun lookAlone(onFrame: (CameraFrame) -> Unit): CameraTrouble {
        // Without it the system throws; the screen asks the owner for it before.
        if (context.checkSelfPermission(Manifest.permission.CAMERA) != PackageManager.PERMISSION_GRANTED) return CameraTrouble.TAKEN
        val eye = try {
            backEye() ?: return CameraTrouble.NONE
        } catch (_: CameraAccessException) {
            return CameraTrouble.TAKEN
        }
        val thread = HandlerThread("camera").apply { start() }
        try {
            return look(eye, Handler(thread.looper), onFrame)
        } finally {
            thread.quitSafely()
        }
    }

    private suspend fun look(eye: Eye, handler: Handler, onFrame: (CameraFrame) -> Unit): CameraTrouble = coroutineScope {
        if (eye.hasLight) setUpLight() else _light.value = Light.NONE
        _shape.value = FrameShape(eye.width, eye.height, turn(eye))
        val reader = ImageReader.newInstance(eye.width, eye.height, ImageFormat.YUV_420_888, IMAGES)
        val camera = OpenCamera(manager, handler)
        try {
            reader.setOnImageAvailableListener({ hand(it, eye, onFrame) }, handler)
            camera.open(eye.id)
            val aiming = launch {
                // The picture may be shown before or after the camera is open, and elsewhere when the phone was turned.
                combine(surface.filterNotNull(), _light) { shown, light -> shown to light }.collect { (shown, light) ->
                    camera.aim(listOf(shown, reader.surface), isLit = light == Light.ON)
                }
            }
            camera.trouble().also { aiming.cancel() }
        } finally {
            coroutineContext.cancelChildren()
            // Behind the frame that is being read, on its thread: closing frees its pixels.
            withContext(NonCancellable) {
                handler.done {
                    camera.close()
                    reader.close()
                }
            }
        }
    }

    /** Does it there, and waits until it is done. */
    private suspend fun Handler.done(work: () -> Unit) = suspendCoroutine { waiting ->
        post {
            work()
            waiting.resume(Unit)
        }
    }

    private fun setUpLight() = _light.compareAndSet(Light.NONE, Light.OFF)

    /** The newest image; those before it are left out. On the camera's thread. */
    private fun hand(reader: ImageReader, eye: Eye, onFrame: (CameraFrame) -> Unit) {
        val image = try {
            reader.acquireLatestImage() ?: return
        } catch (_: IllegalStateException) {
            // Closed meanwhile.
            return
        }
        image.use {
            val luma = it.planes[0]
            val shape = FrameShape(it.width, it.height, turn(eye))
            _shape.value = shape
            onFrame(LumaFrame(luma.buffer, shape, luma.rowStride))
        }
    }

    /** Asked anew for each frame: a phone that is turned upside down tells nobody. */
    private fun turn(eye: Eye): Int = turnOf(eye.degrees, QUARTER * (display?.rotation ?: Surface.ROTATION_0))

    private fun backEye(): Eye? = manager.cameraIdList
        .map { it to manager.getCameraCharacteristics(it) }
        .firstOrNull { (_, about) -> about.get(CameraCharacteristics.LENS_FACING) == CameraCharacteristics.LENS_FACING_BACK }
        ?.let { (id, about) -> eyeOf(id, about) }

    private fun eyeOf(id: String, about: CameraCharacteristics): Eye? {
        val sizes = about.get(CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP)?.getOutputSizes(ImageFormat.YUV_420_888)
        val (width, height) = bestSize(sizes.orEmpty().map { it.width to it.height }) ?: return null
        val degrees = about.get(CameraCharacteristics.SENSOR_ORIENTATION) ?: 0
        return Eye(id, width, height, degrees, about.get(CameraCharacteristics.FLASH_INFO_AVAILABLE) == true)
    }

    private class Eye(val id: String, val width: Int, val height: Int, val degrees: Int, val hasLight: Boolean)

    private companion object {
        /** One that is read, one that comes meanwhile. */
        const val IMAGES = 2
        const val QUARTER = 90
    }
}
