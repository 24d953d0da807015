package la.dlak.demo.ui.scan

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.navigationBarsPadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.verticalScroll
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.Image
import androidx.compose.material.icons.outlined.Info
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.em
import la.dlak.demo.R
import la.dlak.demo.scan.Choice
import la.dlak.demo.scan.Notice
import la.dlak.demo.scan.ScanUiState
import la.dlak.demo.ui.common.MoneyText
import la.dlak.demo.ui.common.QuietButton
import la.dlak.demo.ui.common.SecondaryButton

/** Under the camera's picture: what to do, what was seen, which code is meant, and the way without the camera. */
@Composable
internal fun ScanPanel(state: ScanUiState, actions: ScanActions) {
    val notice = state.notice
    // More than half would leave nothing of the camera's picture on a phone that lies on its side.
    val most = LocalConfiguration.current.screenHeightDp.dp / 2
    Surface(Modifier.fillMaxWidth(), RoundedCornerShape(topStart = 24.dp, topEnd = 24.dp)) {
        Column(
            Modifier
                .navigationBarsPadding()
                .heightIn(max = most)
                .verticalScroll(rememberScrollState())
                .padding(horizontal = 20.dp, vertical = 16.dp),
            verticalArrangement = Arrangement.spacedBy(12.dp),
        ) {
            when {
                state.isReadingPicture -> ReadingPicture()
                state.choices.isNotEmpty() -> Choices(state, actions)
                notice != null -> NoticeCard(notice)
                else -> Text(
                    stringResource(R.string.pay_scan_hint),
                    Modifier.fillMaxWidth(),
                    style = MaterialTheme.typography.titleMedium,
                    textAlign = TextAlign.Center,
                )
            }
            PictureButton(state, actions)
        }
    }
}

@Composable
internal fun PictureButton(state: ScanUiState, actions: ScanActions) {
    val text = stringResource(R.string.pay_picture)
    SecondaryButton(text, actions.onPicture, icon = Icons.Outlined.Image, isEnabled = !state.isReadingPicture)
}

@Composable
internal fun ReadingPicture() {
    Row(Modifier.fillMaxWidth(), Arrangement.spacedBy(12.dp, Alignment.CenterHorizontally), Alignment.CenterVertically) {
        CircularProgressIndicator(Modifier.size(24.dp), strokeWidth = 3.dp)
        Text(stringResource(R.string.pay_picture_reading), style = MaterialTheme.typography.titleMedium)
    }
}

/** What was seen, when it can't be paid. TalkBack says it. */
@Composable
internal fun NoticeCard(notice: Notice) {
    val text = when (notice) {
        is Notice.Foreign -> stringResource(R.string.pay_notice_foreign, notice.scheme, notice.country)
        Notice.Broken -> stringResource(R.string.pay_notice_broken)
        Notice.NotPayment -> stringResource(R.string.pay_notice_not_payment)
        Notice.NoCodeInPicture -> stringResource(R.string.pay_notice_no_code)
        Notice.BadPicture -> stringResource(R.string.pay_notice_bad_picture)
    }
    val colors = MaterialTheme.colorScheme
    Surface(Modifier.fillMaxWidth(), MaterialTheme.shapes.medium, colors.secondaryContainer, colors.onSecondaryContainer) {
        Row(Modifier.padding(16.dp), Arrangement.spacedBy(12.dp), Alignment.CenterVertically) {
            Icon(Icons.Outlined.Info, contentDescription = null)
            Text(text, Modifier.semantics { liveRegion = LiveRegionMode.Polite }, style = MaterialTheme.typography.titleSmall)
        }
    }
}

/** The codes to choose from, with what is printed in each: the bank's name comes on the next screen. */
@Composable
internal fun Choices(state: ScanUiState, actions: ScanActions) {
    Text(
        stringResource(if (state.choices.size > 1) R.string.pay_scan_several else R.string.pay_scan_again),
        Modifier.fillMaxWidth().semantics { liveRegion = LiveRegionMode.Polite },
        style = MaterialTheme.typography.titleMedium,
        textAlign = TextAlign.Center,
    )
    state.choices.forEachIndexed { index, choice ->
        ChoiceRow((index + 1).takeIf { state.choices.size > 1 }, choice) { actions.onChoose(choice.text) }
    }
    if (state.areChoicesPictured) {
        QuietButton(stringResource(R.string.pay_scan_none_of_these), actions.onChooseNone, Modifier.fillMaxWidth())
    }
}

@Composable
private fun ChoiceRow(number: Int?, choice: Choice, onClick: () -> Unit) {
    val colors = MaterialTheme.colorScheme
    Surface(onClick, Modifier.fillMaxWidth(), shape = MaterialTheme.shapes.medium, color = colors.primaryContainer) {
        Row(
            Modifier.heightIn(min = 60.dp).padding(horizontal = 16.dp, vertical = 8.dp),
            Arrangement.spacedBy(12.dp),
            Alignment.CenterVertically,
        ) {
            if (number != null) {
                Box(Modifier.size(32.dp).background(colors.primary, CircleShape), Alignment.Center) {
                    // The order in the list says it to those who don't see the picture.
                    val style = MaterialTheme.typography.titleSmall.copy(lineHeight = 1.em)
                    Text(number.toString(), Modifier.clearAndSetSemantics {}, colors.onPrimary, style = style)
                }
            }
            Text(
                choice.printedName ?: stringResource(R.string.pay_scan_unnamed),
                Modifier.weight(1f),
                style = MaterialTheme.typography.titleMedium,
            )
            choice.amount?.let { MoneyText(it, MaterialTheme.typography.titleMedium) }
        }
    }
}
