package la.dlak.demo

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
        setContent { DlakRoot(graph) }
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
}
