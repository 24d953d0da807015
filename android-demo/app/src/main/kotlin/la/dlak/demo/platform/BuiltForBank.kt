package la.dlak.demo.platform

import android.content.res.Resources
import la.dlak.demo.R
import la.dlak.wallet.BankTrust

/** The bank that this build is for: `res/values/bank.xml`. */
internal class BuiltForBank(resources: Resources) {
    val address: String = resources.getString(R.string.bank_address)

    /** The bank's keys, where the build has them. */
    val trust: BankTrust? =
        BankTrust(
            network = resources.getString(R.string.bank_network),
            receiptKey = resources.getString(R.string.bank_receipt_key),
            logKey = resources.getString(R.string.bank_log_key),
        ).takeIf { it.network.isNotEmpty() }
}
