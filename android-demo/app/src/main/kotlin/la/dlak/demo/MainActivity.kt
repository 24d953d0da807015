package la.dlak.demo

import android.content.Intent
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import la.dlak.demo.navigation.DlakRoot

/** The one activity. */
class MainActivity : ComponentActivity() {
    private val graph get() = (application as GraphHolder).graph

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        // Not by the app itself: its process also starts for work that nobody looks at. And not in this activity's scope, which ends
        // when the phone is turned.
        graph.session.start()
        // An activity that is made anew has had its link, but for one that still waited to be shown.
        if (savedInstanceState == null) take(intent) else savedInstanceState.getString(LINK)?.let(graph.links::put)
        setContent { DlakRoot(graph) }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        take(intent)
    }

    override fun onSaveInstanceState(outState: Bundle) {
        super.onSaveInstanceState(outState)
        outState.putString(LINK, graph.links.waiting.value)
    }

    override fun onStart() {
        super.onStart()
        graph.session.onForeground()
    }

    override fun onStop() {
        super.onStop()
        // A turned phone is still in its owner's hand.
        if (!isChangingConfigurations) graph.session.onBackground()
    }

    /** A link waits until its owner can see it; it pays nothing. One that is opened anew from the list of apps was meant before. */
    private fun take(intent: Intent) {
        val isOld = intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY != 0
        if (intent.action == Intent.ACTION_VIEW && !isOld) intent.dataString?.let(graph.links::put)
    }

    private companion object {
        const val LINK = "link"
    }
}
