package la.dlak.demo.ui.common

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.widthIn
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.produceState
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.draw.drawWithCache
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.FilterQuality
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.asImageBitmap
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.IntOffset
import androidx.compose.ui.unit.IntSize
import androidx.compose.ui.unit.dp
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * A QR symbol of [text], which the wallet made, black on white in the dark theme too: cameras read it best so. It is as wide as its place, up to
 * [maxSize]; its modules have whole pixels, so that their edges are sharp. Made off the main thread.
 */
@Composable
fun QrView(text: String, description: String, modifier: Modifier = Modifier, maxSize: Dp = 320.dp) {
    val modules = modulesOf(text)
    // Whole in sight under a title and an amount, also on a phone that lies on its side.
    val room = (LocalConfiguration.current.screenHeightDp - ABOVE_DP).coerceAtLeast(LEAST_DP).dp
    Spacer(
        modifier
            .widthIn(max = minOf(maxSize, room))
            .fillMaxWidth()
            .aspectRatio(1f)
            .clip(MaterialTheme.shapes.small)
            .background(Color.White)
            .drawWithCache {
                val image = modules?.bitmap(1, quietZone = 0)?.asImageBitmap()
                onDrawBehind { if (modules != null && image != null) drawSymbol(image, modules.sideWithQuietZone) }
            }
            .semantics {
                role = Role.Image
                contentDescription = description
            },
    )
}

/** Null until they are made. A new text never shows an old symbol, not for a moment. */
@Composable
private fun modulesOf(text: String): QrModules? = key(text) {
    val made by produceState(QrModules.ready(text)) {
        value = withContext(Dispatchers.Default) { QrModules.of(text) }
    }
    made
}

/** The largest whole module that fits, and the symbol in the middle of its place. */
private fun DrawScope.drawSymbol(image: ImageBitmap, sideWithQuietZone: Int) {
    val pixels = (size.minDimension / sideWithQuietZone).toInt().coerceAtLeast(1)
    val side = image.width * pixels
    val corner = IntOffset(((size.width - side) / 2).toInt(), ((size.height - side) / 2).toInt())
    drawImage(image, dstOffset = corner, dstSize = IntSize(side, side), filterQuality = FilterQuality.None)
}

private const val ABOVE_DP = 150
private const val LEAST_DP = 160
