package la.dlak.demo.platform

import android.app.Application
import android.content.Context
import androidx.test.core.app.ApplicationProvider
import androidx.work.Configuration
import androidx.work.ListenableWorker.Result
import androidx.work.NetworkType
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.testing.TestListenableWorkerBuilder
import androidx.work.testing.WorkManagerTestInitHelper
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.failure
import la.dlak.demo.session.Session
import la.dlak.demo.sync.BackgroundSync
import la.dlak.wallet.ErrorCode
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], application = Application::class)
class SyncWorkerTest {
    private val context = ApplicationProvider.getApplicationContext<Context>()
    private val scope = MainScope()
    private val wallet = FakeWallet()
    private val phone = FakeWallets(wallet)
    private val factory = SyncWorker.Factory { BackgroundSync(Session(phone, scope)) }

    @After
    fun end() = scope.cancel()

    private fun run(attempt: Int = 0): Result {
        val worker = TestListenableWorkerBuilder.from(context, SyncWorker::class.java)
            .setWorkerFactory(factory)
            .setRunAttemptCount(attempt)
            .build()
        var result: Result? = null
        scope.launch { result = worker.doWork() }
        shadowOf(context.mainLooper).idle()
        return checkNotNull(result) { "the worker did not end" }
    }

    @Test
    fun `a worker goes on with what was begun, and syncs`() {
        assertEquals(Result.success(), run())
        assertTrue(wallet.calls.containsAll(listOf("resume", "sync", "closeAndWait")))
    }

    @Test
    fun `it asks to be run again while the bank is away, and at last fails with the code`() {
        wallet.fail["sync"] = failure(ErrorCode.BankUnreachable, isRetryable = true)
        assertEquals(Result.retry(), run())
        val given = run(attempt = BackgroundSync.ATTEMPTS)
        assertTrue(given is Result.Failure)
        assertEquals("bank-unreachable", given.outputData.getString(SyncWorker.CODE))
    }

    @Test
    fun `it is scheduled once, for a time with a network`() {
        WorkManagerTestInitHelper.initializeTestWorkManager(context, Configuration.Builder().setWorkerFactory(factory).build())
        val work = WorkManager.getInstance(context)
        repeat(2) { SyncWorker.schedule(work) }
        val scheduled = work.getWorkInfosForUniqueWork(SyncWorker.NAME).get().single()
        assertEquals(WorkInfo.State.ENQUEUED, scheduled.state)
        assertEquals(NetworkType.CONNECTED, scheduled.constraints.requiredNetworkType)
    }
}
