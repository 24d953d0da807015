package la.dlak.demo.fake

import la.dlak.demo.lock.Biometrics
import la.dlak.demo.lock.Sealing
import la.dlak.demo.lock.Unsealing

/** A phone with a sensor, whose owner does what the test says. */
class FakeBiometrics(var sealed: String? = null, var isThere: Boolean = true) : Biometrics {
    var onSeal: Sealing = Sealing.SEALED

    /** What the owner does when asked; null: what is right. */
    var onUnseal: Unsealing? = null
    var asked = 0

    override fun isAvailable(): Boolean = isThere

    override suspend fun seal(pin: String): Sealing {
        if (onSeal == Sealing.SEALED) sealed = pin
        return onSeal
    }

    override suspend fun unseal(): Unsealing {
        asked++
        return onUnseal ?: sealed?.let(Unsealing::Pin) ?: Unsealing.Gone
    }

    override fun forget() {
        sealed = null
    }
}
