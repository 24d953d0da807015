package la.dlak.wallet

/**
 * Keeps secrets by name, for this device only: never in a backup, never on another device. On Android that is the Android
 * Keystore; the README has an adapter.
 *
 * Names are 1 to 64 lower-case letters, digits and hyphens, secrets at most 4096 bytes. Calls come on a thread that may
 * block, and are given up after `WalletConfig.keystoreTimeout`. Whatever is thrown makes the wallet's call fail with
 * [ErrorCode.Keystore], and nothing else.
 */
public interface Keystore {
    /** The secret of this name, if there is one. */
    public fun load(name: String): ByteArray?

    /** Keeps the secret under this name, instead of one that was there. It must be durable when this returns. */
    public fun store(name: String, secret: ByteArray)

    /** Forgets the secret of this name, if there is one. */
    public fun delete(name: String)

    public companion object {
        /** Files in a folder, as safe as its permissions are: for programs on machines without a keystore, and for tests. */
        @JvmStatic
        public fun files(folder: String): Keystore = FileKeystore(calling { fileKeystore(folder) })
    }
}

/** The library's own keystore of files. */
private class FileKeystore(val native: NativeKeystore) : Keystore {
    override fun load(name: String): ByteArray? = reporting { native.load(name) }

    override fun store(name: String, secret: ByteArray) = reporting { native.store(name, secret) }

    override fun delete(name: String) = reporting { native.delete(name) }

    private inline fun <T> reporting(call: () -> T): T =
        try {
            call()
        } catch (failure: NativeKeystoreFailure.Unavailable) {
            throw WalletException(ErrorCode.Keystore, failure.why, cause = failure)
        }
}

/** A keystore as the library asks it. */
internal fun Keystore.asNative(): NativeKeystore = (this as? FileKeystore)?.native ?: AppKeystore(this)

private class AppKeystore(private val app: Keystore) : NativeKeystore {
    override fun load(name: String): ByteArray? = reporting { AppThreads.run { app.load(name) } }

    override fun store(name: String, secret: ByteArray) = reporting { AppThreads.run { app.store(name, secret) } }

    override fun delete(name: String) = reporting { AppThreads.run { app.delete(name) } }

    /** What the app throws, reported by its kind: its message may hold secrets. */
    private inline fun <T> reporting(call: () -> T): T =
        try {
            call()
        } catch (thrown: Throwable) {
            throw NativeKeystoreFailure.Unavailable("the app's keystore threw ${thrown.javaClass.name}")
        }
}
