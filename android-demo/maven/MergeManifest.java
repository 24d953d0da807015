import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What Gradle does with manifests, as far as this app needs it: what libraries declare (permissions, WorkManager's services, ...)
 * goes into the app's own, each once, and what the app marks with tools:node="remove" goes out.
 *
 * Usage: java MergeManifest.java PACKAGE APP_MANIFEST OUT LIBRARY_MANIFEST...
 */
class MergeManifest {
    private static final String ANDROID = "http://schemas.android.com/apk/res/android";
    private static final String TOOLS = "http://schemas.android.com/tools";

    public static void main(String[] arguments) throws Exception {
        var name = arguments[0];
        var app = read(Path.of(arguments[1]), name);
        app.getDocumentElement().setAttribute("package", name);
        for (int i = 3; i < arguments.length; i++) {
            var library = read(Path.of(arguments[i]), name);
            merge(app.getDocumentElement(), library.getDocumentElement(), arguments[i]);
        }
        clean(app.getDocumentElement());
        // As Gradle decides since Android 6: native libraries are read where they lie in the APK.
        find(app.getDocumentElement(), "application", "the application").setAttributeNS(ANDROID, "android:extractNativeLibs", "false");
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(app), new StreamResult(new File(arguments[2])));
    }

    private static Document read(Path path, String name) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var text = Files.readString(path).replace("${applicationId}", name);
        return factory.newDocumentBuilder().parse(new java.io.ByteArrayInputStream(text.getBytes("UTF-8")));
    }

    /** Adds what is not there yet. What has the same tag and name is the same thing: then its children are looked at. */
    private static void merge(Element into, Element from, String source) {
        for (Node node = from.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (!(node instanceof Element child) || child.getTagName().equals("uses-sdk")) continue;
            var name = name(child);
            if (name.startsWith(".")) throw new IllegalStateException(source + ": whose class is " + name + "?");
            var mine = find(into, child.getTagName(), name);
            if (mine == null) {
                into.appendChild(into.getOwnerDocument().importNode(child, true));
            } else {
                addAttributes(mine, child);
                merge(mine, child, source);
            }
        }
    }

    private static void addAttributes(Element to, Element from) {
        var attributes = from.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            var one = attributes.item(i);
            if (!ANDROID.equals(one.getNamespaceURI()) || to.hasAttributeNS(ANDROID, one.getLocalName())) continue;
            to.setAttributeNS(ANDROID, one.getNodeName(), one.getNodeValue());
        }
    }

    /** There is one application, whatever its class. */
    private static String name(Element element) {
        return element.getTagName().equals("application") ? "the application" : element.getAttributeNS(ANDROID, "name");
    }

    private static Element find(Element in, String tag, String name) {
        if (name.isEmpty()) return null;
        for (Node node = in.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getTagName().equals(tag) && name(child).equals(name)) return child;
        }
        return null;
    }

    /** Takes out what is for build tools only. */
    private static void clean(Element element) {
        var children = element.getChildNodes();
        for (int i = children.getLength() - 1; i >= 0; i--) {
            if (!(children.item(i) instanceof Element child)) continue;
            if (child.getAttributeNS(TOOLS, "node").equals("remove")) element.removeChild(child);
            else clean(child);
        }
        var attributes = element.getAttributes();
        for (int i = attributes.getLength() - 1; i >= 0; i--) {
            if (TOOLS.equals(attributes.item(i).getNamespaceURI())) element.removeAttributeNode((org.w3c.dom.Attr) attributes.item(i));
        }
    }
}
