package la.dlak.wallet

/** Texts of codes and receipts, read without a wallet and without asking anybody. */
public object Codes {
    /** What a text is, as far as it says. */
    @JvmStatic
    public fun kindOf(text: String): CodeKind = calling { codeKind(text) }

    /** What a DLak code asks for. Refuses what can't be paid, and says why. */
    @JvmStatic
    public fun read(text: String): PaymentCode = calling { readCode(text) }

    /** Verifies the text of a receipt: signed by the bank, and in the ledger log that the bank signed. */
    @JvmStatic
    public fun verifyReceipt(text: String, trust: BankTrust): Receipt = calling { la.dlak.wallet.verifyReceipt(text, trust) }
}

/** What an owner types when a wallet is made or restored, checked before anything is made of it. */
public object Checks {
    /** Throws when it is no PIN, or one that others guess. */
    @JvmStatic
    public fun newPin(pin: String): Unit = calling { checkNewPin(pin) }

    /** Throws when they are not the 24 words of a wallet; the exception says which word is wrong. */
    @JvmStatic
    public fun words(words: String): Unit = calling { checkWords(words) }

    /**
     * The words of wallets that begin with what was [typed], for the screen that asks for them: in any case and with white space
     * around it, in alphabetical order, at most [limit]. None while nothing was typed. Four letters leave one word.
     */
    @JvmStatic
    @JvmOverloads
    public fun suggestWords(typed: String, limit: Int = 8): List<String> =
        calling { la.dlak.wallet.suggestWords(typed, count(limit)) }
}

/** For an app's own tests of how it is packed: stripped, shrunk, on an old phone. */
public object Diagnostics {
    /** Breaks something inside the library. That must throw with the code [ErrorCode.LibraryFault], and all must go on. */
    public suspend fun provokePanic(): Unit = calling { la.dlak.wallet.provokePanic() }
}
