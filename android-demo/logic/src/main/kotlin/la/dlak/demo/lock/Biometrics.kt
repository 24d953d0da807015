package la.dlak.demo.lock

/** A fingerprint or a face that stands for the PIN: the PIN is sealed, and only its owner's touch unseals it. */
interface Biometrics {
    /** Can it be offered on this phone, now? */
    fun isAvailable(): Boolean

    /** Asks the owner, and keeps the PIN sealed. */
    suspend fun seal(pin: String): Sealing

    /** Asks the owner, and gives the PIN. */
    suspend fun unseal(): Unsealing

    /** Forgets the PIN. */
    fun forget()
}

/** What came of sealing. */
enum class Sealing { SEALED, CANCELLED, FAILED }

/** What came of unsealing. */
sealed interface Unsealing {
    /** Not a data class: its text would have the PIN. */
    class Pin(val pin: String) : Unsealing

    /** The owner would rather type. */
    data object Cancelled : Unsealing

    /** What was sealed is lost, as when another finger was added to the phone. */
    data object Gone : Unsealing
}

/** A phone without sensors. */
object NoBiometrics : Biometrics {
    override fun isAvailable(): Boolean = false

    override suspend fun seal(pin: String): Sealing = Sealing.FAILED

    override suspend fun unseal(): Unsealing = Unsealing.Gone

    override fun forget() = Unit
}
