package la.dlak.demo.ui.common

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.scale
import androidx.compose.ui.graphics.Brush
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import la.dlak.demo.R

private val Sky = Brush.verticalGradient(listOf(Color(0xFF2E4FB3), Color(0xFF14296B)))

/** The champa, the flower of Laos, on the blue of the flag. It says nothing that a text beside it does not say. */
@Composable
fun Logo(modifier: Modifier = Modifier, size: Dp = 72.dp) {
    Box(modifier.size(size).background(Sky, RoundedCornerShape(size * ROUND)), Alignment.Center) {
        Image(painterResource(R.drawable.champa), contentDescription = null, Modifier.fillMaxSize().scale(GROWN))
    }
}

private const val ROUND = 0.28f

/** The drawing leaves room for what launchers cut away: there is nothing to cut here. */
private const val GROWN = 1.3f
