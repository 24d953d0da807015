package la.dlak.demo

import la.dlak.demo.link.LinkInbox
import la.dlak.demo.lock.Biometrics
import la.dlak.demo.lock.NoBiometrics
import la.dlak.demo.scan.CodeCamera
import la.dlak.demo.scan.NoCamera
import la.dlak.demo.session.Session
import la.dlak.demo.settings.SettingsStore
import java.time.Clock
import kotlin.time.TimeSource

/** What view models are made of: made once, by the app, or by a test. */
class Graph(
    val session: Session,
    val settings: SettingsStore,
    val clock: Clock = Clock.systemDefaultZone(),
    /** Measures how long ago something was: on a phone it must go on while the phone sleeps. */
    val time: TimeSource = TimeSource.Monotonic,
    val biometrics: Biometrics = NoBiometrics,
    val camera: CodeCamera = NoCamera,
    val links: LinkInbox = LinkInbox(),
)
