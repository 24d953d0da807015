package la.dlak.demo.platform

import android.content.ClipData
import android.content.ClipboardManager
import android.content.Context
import android.content.Intent
import android.graphics.Bitmap
import androidx.core.content.FileProvider
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.io.File
import java.io.IOException

/** Hands things to other apps: by the clipboard, or by the phone's own sheet, where the owner says to whom. */
class Sharing(private val context: Context) {
    fun copy(text: String) {
        context.getSystemService(ClipboardManager::class.java).setPrimaryClip(ClipData.newPlainText(null, text))
    }

    fun text(text: String) = send(Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text))

    /** Shares what [draw] gives; false when it could not be stored. */
    suspend fun picture(draw: () -> Bitmap): Boolean {
        val file = try {
            withContext(Dispatchers.IO) { store(draw()) }
        } catch (_: IOException) {
            return false
        }
        val uri = FileProvider.getUriForFile(context, "${context.packageName}.$FOLDER", file)
        val intent = Intent(Intent.ACTION_SEND).setType(PNG).putExtra(Intent.EXTRA_STREAM, uri)
        // Besides the right to read it, the sheet needs this to show a small picture of it.
        intent.clipData = ClipData.newRawUri(null, uri)
        send(intent.addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION))
        return true
    }

    /** One file, which the next takes the place of: no heap of receipts grows in the cache. */
    private fun store(bitmap: Bitmap): File {
        val file = File(context.cacheDir, FOLDER).apply { mkdirs() }.resolve("receipt.png")
        file.outputStream().use { if (!bitmap.compress(Bitmap.CompressFormat.PNG, BEST, it)) throw IOException("the picture was not written") }
        return file
    }

    private fun send(intent: Intent) = context.startActivity(Intent.createChooser(intent, null))

    private companion object {
        /** As in the manifest and in res/xml/shared.xml: nothing else in the cache can be asked for. */
        const val FOLDER = "shared"
        const val PNG = "image/png"
        const val BEST = 100
    }
}
