package la.dlak.demo

import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import la.dlak.demo.navigation.DlakRoot

/** The one activity. */
class MainActivity : ComponentActivity() {
    private val graph get() = (application as DlakApp).graph

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
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
