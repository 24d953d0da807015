package la.dlak.demo.ui.common

import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.AccountBalance
import androidx.compose.material.icons.outlined.AccountBalanceWallet
import androidx.compose.material.icons.outlined.CloudOff
import androidx.compose.material.icons.outlined.ErrorOutline
import androidx.compose.material.icons.outlined.GppMaybe
import androidx.compose.material.icons.outlined.HourglassEmpty
import androidx.compose.material.icons.outlined.Key
import androidx.compose.material.icons.outlined.Lock
import androidx.compose.material.icons.outlined.QrCode2
import androidx.compose.material.icons.outlined.Schedule
import androidx.compose.material.icons.outlined.SdCardAlert
import androidx.compose.material.icons.outlined.SystemUpdate
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import la.dlak.wallet.ErrorCode

/** A picture of what an error is about. The words say it too: nobody has to know the pictures. */
internal fun iconOf(code: ErrorCode): ImageVector = when (code) {
    ErrorCode.BankUnreachable, ErrorCode.BankAddress -> Icons.Outlined.CloudOff
    ErrorCode.BankAnswer, ErrorCode.Internal, ErrorCode.Unavailable, ErrorCode.TooManyRequests,
    ErrorCode.Rejected, ErrorCode.AccountFrozen, ErrorCode.PayerBlocked,
    -> Icons.Outlined.AccountBalance
    ErrorCode.InsufficientFunds, ErrorCode.InsufficientFiat, ErrorCode.OverPaymentLimit, ErrorCode.OverDailyLimit,
    ErrorCode.BalanceOverflow, ErrorCode.AmountFixed, ErrorCode.AmountMissing, ErrorCode.AmountZero,
    -> Icons.Outlined.AccountBalanceWallet
    ErrorCode.BadCode, ErrorCode.ForeignCode, ErrorCode.CodeExpired, ErrorCode.OwnCode, ErrorCode.RequestExpired,
    ErrorCode.RequestUnknown, ErrorCode.RequestPaid,
    -> Icons.Outlined.QrCode2
    ErrorCode.WrongPin, ErrorCode.PinForm, ErrorCode.WeakPin, ErrorCode.Locked -> Icons.Outlined.Lock
    ErrorCode.TooManyWrongPins, ErrorCode.OrderExpired -> Icons.Outlined.HourglassEmpty
    ErrorCode.Keystore, ErrorCode.KeystoreSecretMissing, ErrorCode.KeysDamaged -> Icons.Outlined.Key
    ErrorCode.ClockSkew -> Icons.Outlined.Schedule
    ErrorCode.DiskFull, ErrorCode.DiskError, ErrorCode.WalletDamaged -> Icons.Outlined.SdCardAlert
    ErrorCode.WalletNewer, ErrorCode.KeysUnknownFormat -> Icons.Outlined.SystemUpdate
    in ALARMING -> Icons.Outlined.GppMaybe
    else -> Icons.Outlined.ErrorOutline
}

/** Something that was not what it should have been: the owner had better stop and look. */
private val ALARMING = setOf(
    ErrorCode.BadReceipt,
    ErrorCode.DeviceRevoked,
    ErrorCode.InvalidCode,
    ErrorCode.LedgerDiverged,
    ErrorCode.RequestMismatch,
)

/** The colours of a problem: red is for what is alarming, all else is a thing to do. */
internal class ProblemColors(val container: Color, val content: Color)

@Composable
internal fun colorsOf(code: ErrorCode): ProblemColors =
    with(MaterialTheme.colorScheme) {
        if (code in ALARMING) ProblemColors(errorContainer, onErrorContainer) else ProblemColors(secondaryContainer, onSecondaryContainer)
    }
