import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

/**
 * Has R8 left what the native side finds by name? JNA's classes, and of the wallet's: native functions, structures, callbacks.
 * No phone is here that would say so when the app starts. (That a program shrunk in this way still pays is tested in
 * bindings/kotlin, by ShrinkIT.)
 */
final class Kept {
    /** Says what is missing of it: classes, methods, fields. Compares the jars, as they were before R8, with the dex. */
    static List<String> missing(Map<String, Dex.Type> left, List<Path> jars) throws Exception {
        var urls = new ArrayList<URL>();
        for (var jar : jars) urls.add(jar.toUri().toURL());
        var missing = new ArrayList<String>();
        try (var loader = new URLClassLoader(urls.toArray(URL[]::new))) {
            int seen = 0;
            for (var name : names(jars)) {
                if (!name.startsWith("la.dlak.wallet.") && !name.startsWith("com.sun.jna.")) continue;
                var type = Class.forName(name, false, loader);
                if (!isFoundByName(type)) continue;
                seen++;
                var dex = left.get(name);
                if (dex == null) {
                    missing.add(name);
                    continue;
                }
                for (var method : type.getDeclaredMethods()) {
                    boolean isCalled = Modifier.isNative(method.getModifiers()) || is(type, "com.sun.jna.Callback");
                    if (isCalled && !method.isSynthetic() && !dex.methods().contains(method.getName())) {
                        missing.add(name + "." + method.getName() + "()");
                    }
                }
                if (!is(type, "com.sun.jna.Structure")) continue;
                for (var field : type.getDeclaredFields()) {
                    // JNA reads and writes those that are public.
                    int modifiers = field.getModifiers();
                    boolean isRead = Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers);
                    if (isRead && !dex.fields().contains(field.getName())) missing.add(name + "." + field.getName());
                }
            }
            if (seen < 20) missing.add("nearly all: only " + seen + " classes with native parts were found in " + jars);
        }
        return missing;
    }

    private static boolean isFoundByName(Class<?> type) {
        return is(type, "com.sun.jna.Structure") || is(type, "com.sun.jna.Callback")
            || Arrays.stream(type.getDeclaredMethods()).anyMatch(method -> Modifier.isNative(method.getModifiers()));
    }

    /** By name: the types are of another class loader. */
    private static boolean is(Class<?> type, String name) {
        if (type == null) return false;
        if (type.getName().equals(name)) return true;
        return is(type.getSuperclass(), name) || Arrays.stream(type.getInterfaces()).anyMatch(one -> is(one, name));
    }

    private static List<String> names(List<Path> jars) throws IOException {
        var names = new ArrayList<String>();
        for (var jar : jars) {
            try (var file = new JarFile(jar.toFile())) {
                file.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class") && !name.startsWith("META-INF"))
                    .forEach(name -> names.add(name.substring(0, name.length() - 6).replace('/', '.')));
            }
        }
        return names;
    }
}
