package la.dlak.demo.ui.common

/** From this font scale on, what stood side by side stands one below the other. */
internal const val LARGE_TEXT = 1.3f
