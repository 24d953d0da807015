package la.dlak.wallet

/**
 * Is told what changes. Calls come on a thread that may block, one after the other; what it throws is logged, and changes
 * nothing. One that is slow misses events, and gets [Event.Missed] instead. [Wallet.events] is the same as a flow.
 */
public fun interface EventListener {
    /** Something changed. */
    public fun onEvent(event: Event)
}

/** Takes the lines of the log. Calls come on a thread of their own, one after the other. What it throws is lost. */
public fun interface LogSink {
    /** Takes one line. It holds no secret, and nothing of the owner. */
    public fun log(record: LogRecord)
}

/** The log of all wallets of this process. */
public object WalletLog {
    /** From now on lines of this [level] and above go to [sink], instead of to the one before. */
    @JvmStatic
    public fun send(level: LogLevel, sink: LogSink): Unit = calling { setLogSink(level, AppLogSink(sink)) }

    /** From now on nothing is logged. */
    @JvmStatic
    public fun stop(): Unit = calling { setLogSink(LogLevel.ERROR, null) }
}

internal class AppListener(private val app: EventListener) : NativeEventListener {
    override fun onEvent(event: Event) = reporting { AppThreads.run { app.onEvent(event) } }
}

private class AppLogSink(private val app: LogSink) : NativeLogSink {
    override fun log(record: LogRecord) = reporting { AppThreads.run { app.log(record) } }
}

private inline fun reporting(call: () -> Unit) =
    try {
        call()
    } catch (thrown: Throwable) {
        throw NativeCallbackFailure.Threw(thrown.javaClass.name)
    }
