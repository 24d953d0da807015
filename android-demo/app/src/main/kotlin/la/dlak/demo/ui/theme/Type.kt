package la.dlak.demo.ui.theme

import androidx.compose.material3.Typography
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.Font
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.LineBreak
import androidx.compose.ui.text.style.LineHeightStyle
import androidx.compose.ui.unit.TextUnit
import androidx.compose.ui.unit.em
import androidx.compose.ui.unit.sp
import la.dlak.demo.R

/** Latin, Lao and Thai in one: no phone shows boxes, and the three look alike. */
internal val DlakFont = FontFamily(
    Font(R.font.dlak_regular, FontWeight.Normal),
    Font(R.font.dlak_medium, FontWeight.Medium),
    Font(R.font.dlak_bold, FontWeight.Bold),
)

/** Lines are high enough for a Lao vowel below, and a vowel and a tone mark above. */
private const val LINE = 1.6f

private fun style(size: TextUnit, weight: FontWeight) = TextStyle(
    fontFamily = DlakFont,
    fontSize = size,
    fontWeight = weight,
    lineHeight = LINE.em,
    lineHeightStyle = LineHeightStyle(LineHeightStyle.Alignment.Center, LineHeightStyle.Trim.None),
    lineBreak = LineBreak.Paragraph,
    // Figures of one width: amounts stand in columns, and do not dance when they change.
    fontFeatureSettings = "tnum",
)

/** Nothing is smaller than 12 sp. */
internal val DlakType = Typography(
    displayLarge = style(44.sp, FontWeight.Bold),
    displayMedium = style(38.sp, FontWeight.Bold),
    displaySmall = style(32.sp, FontWeight.Bold),
    headlineLarge = style(28.sp, FontWeight.Bold),
    headlineMedium = style(24.sp, FontWeight.Bold),
    headlineSmall = style(22.sp, FontWeight.Bold),
    titleLarge = style(20.sp, FontWeight.Bold),
    titleMedium = style(17.sp, FontWeight.Medium),
    titleSmall = style(15.sp, FontWeight.Medium),
    bodyLarge = style(16.sp, FontWeight.Normal),
    bodyMedium = style(15.sp, FontWeight.Normal),
    bodySmall = style(13.sp, FontWeight.Normal),
    labelLarge = style(16.sp, FontWeight.Medium),
    labelMedium = style(14.sp, FontWeight.Medium),
    labelSmall = style(12.sp, FontWeight.Medium),
)
