package la.dlak.demo.gallery

import la.dlak.demo.fake.sampleWords
import la.dlak.demo.lock.LockUiState
import la.dlak.demo.lock.PinNotice
import la.dlak.demo.lock.PinPadActions
import la.dlak.demo.lock.PinPadState
import la.dlak.demo.settings.ChangePinUiState
import la.dlak.demo.settings.SettingsUiState
import la.dlak.demo.settings.ShowWordsUiState
import la.dlak.demo.ui.lock.LockScreen
import la.dlak.demo.ui.settings.ChangePinScreen
import la.dlak.demo.ui.settings.SettingsActions
import la.dlak.demo.ui.settings.SettingsScreen
import la.dlak.demo.ui.settings.ShowWordsScreen

/** A pad in a picture: nobody presses it. */
internal object NoPad : PinPadActions {
    override fun onDigit(digit: Char) = Unit

    override fun onDelete() = Unit

    override fun onSubmit() = Unit
}

private val actions = SettingsActions(NoPad, {}, {}, {}, {}, {}, {}, {}, {}, {})

private val owner = SettingsUiState(
    name = "Khamla Sayasone",
    account = "01a2109c-fe7f-78d1-b16a-844f35fa7d60",
    network = "sandbox",
    canUseBiometrics = true,
)

internal val lockPictures = listOf(
    Picture("lock", "The lock") { LockScreen(LockUiState(PinPadState(), "Khamla", hasBiometrics = true), NoPad, {}, {}) },
    Picture("lock-wait", "The lock after too many wrong PINs") {
        LockScreen(LockUiState(PinPadState(notice = PinNotice.Wait(seconds = 292)), "Khamla"), NoPad, {}, {})
    },
)

internal val settingsPictures = listOf(
    Picture("settings", "Settings") { SettingsScreen(owner, "0.1.0", actions) },
    Picture("settings-pin-changed", "The PIN is changed") { ChangePinScreen(ChangePinUiState.Changed(wereBiometricsOn = true), NoPad, {}) },
    Picture("settings-words", "The words again") { ShowWordsScreen(ShowWordsUiState.Words(sampleWords), NoPad, {}) },
)
