package la.dlak.demo.platform

import android.content.Context
import android.util.Log
import androidx.work.BackoffPolicy
import androidx.work.Constraints
import androidx.work.CoroutineWorker
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.ListenableWorker
import androidx.work.NetworkType
import androidx.work.PeriodicWorkRequestBuilder
import androidx.work.WorkManager
import androidx.work.WorkerFactory
import androidx.work.WorkerParameters
import androidx.work.workDataOf
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import la.dlak.demo.sync.BackgroundSync
import la.dlak.demo.sync.SyncEnd
import java.util.concurrent.TimeUnit

/** A [BackgroundSync], run by WorkManager. */
class SyncWorker(context: Context, parameters: WorkerParameters, private val sync: BackgroundSync) :
    CoroutineWorker(context, parameters) {
    // The session belongs to the main thread; what takes time is done by the library on its own.
    override suspend fun doWork(): Result = withContext(Dispatchers.Main) {
        when (val end = sync.run(runAttemptCount)) {
            SyncEnd.Done -> Result.success()
            SyncEnd.Again -> Result.retry()
            is SyncEnd.GivenUp -> {
                // The code says nothing of the owner. Failing ends this run only: periodic work comes again.
                Log.w(TAG, "given up: ${end.problem.code}")
                Result.failure(workDataOf(CODE to end.problem.code.value))
            }
        }
    }

    /** Makes the workers of this app. */
    class Factory(private val sync: () -> BackgroundSync) : WorkerFactory() {
        override fun createWorker(
            appContext: Context,
            workerClassName: String,
            workerParameters: WorkerParameters,
        ): ListenableWorker? =
            if (workerClassName == SyncWorker::class.java.name) SyncWorker(appContext, workerParameters, sync()) else null
    }

    companion object {
        private const val TAG = "SyncWorker"

        /** Its name at WorkManager's: there is one of it, however often the app starts. */
        const val NAME = "sync"

        /** Of a sync that was given up: the error's code. */
        const val CODE = "code"

        private const val PERIOD_HOURS = 4L
        private const val FIRST_PAUSE_SECONDS = 30L

        /** A sync every few hours, when there is a network; it survives a restart of the phone. */
        fun schedule(work: WorkManager) {
            val request = PeriodicWorkRequestBuilder<SyncWorker>(PERIOD_HOURS, TimeUnit.HOURS)
                .setConstraints(Constraints.Builder().setRequiredNetworkType(NetworkType.CONNECTED).build())
                .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, FIRST_PAUSE_SECONDS, TimeUnit.SECONDS)
                .build()
            work.enqueueUniquePeriodicWork(NAME, ExistingPeriodicWorkPolicy.UPDATE, request)
        }
    }
}
