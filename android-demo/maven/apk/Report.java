import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What an APK weighs and why, and whether it still has what its native side needs.
 *
 * Usage: java Report APK BUDGET_BYTES OUT JAR...      JAR: the classes of the wallet and of JNA, as they were before R8
 */
final class Report {
    private static final Map<String, String> LIBRARIES = new LinkedHashMap<>();

    static {
        LIBRARIES.put("la.dlak.demo.", "the app's own");
        LIBRARIES.put("la.dlak.wallet.", "dlak-wallet");
        LIBRARIES.put("com.sun.jna.", "JNA");
        LIBRARIES.put("kotlinx.coroutines.", "coroutines");
        LIBRARIES.put("kotlinx.", "serialization");
        LIBRARIES.put("kotlin.", "Kotlin");
        LIBRARIES.put("androidx.compose.", "Compose");
        LIBRARIES.put("androidx.navigation", "navigation");
        LIBRARIES.put("androidx.work.", "WorkManager");
        LIBRARIES.put("androidx.room.", "Room, for WorkManager");
        LIBRARIES.put("androidx.sqlite.", "Room, for WorkManager");
        LIBRARIES.put("androidx.", "AndroidX besides");
    }

    private final Map<String, long[]> parts = new TreeMap<>();
    private final Map<String, Dex.Type> types = new TreeMap<>();

    public static void main(String[] arguments) throws Exception {
        var apk = Path.of(arguments[0]);
        long budget = Long.parseLong(arguments[1]);
        var report = new Report();
        report.read(apk);
        var text = report.text(apk, budget);
        Files.writeString(Path.of(arguments[2]), text);
        System.out.print(text);
        var missing = Kept.missing(report.types, Arrays.stream(arguments).skip(3).map(Path::of).toList());
        missing.forEach(one -> System.err.println("R8 took away " + one));
        long over = Files.size(apk) - budget;
        if (over > 0) System.err.println(apk + " is " + over + " bytes over its budget: say in the commit what for, or make it smaller");
        if (over > 0 || !missing.isEmpty()) System.exit(1);
    }

    private void read(Path apk) throws Exception {
        try (var zip = new ZipFile(apk.toFile())) {
            for (var entry : zip.stream().toList()) {
                add(parts, part(entry), entry.getCompressedSize(), entry.getSize());
                if (!entry.getName().endsWith(".dex")) continue;
                for (var type : new Dex(zip.getInputStream(entry).readAllBytes()).types()) types.put(type.name(), type);
            }
        }
    }

    private static String part(ZipEntry entry) {
        var name = entry.getName();
        if (name.endsWith(".dex")) return "code";
        if (name.startsWith("lib/")) return "native: " + name.substring(4);
        if (name.startsWith("res/") && name.endsWith(".ttf")) return "fonts";
        if (name.startsWith("res/") || name.equals("resources.arsc") || name.equals("AndroidManifest.xml")) return "resources";
        return "other";
    }

    private String text(Path apk, long budget) throws Exception {
        long size = Files.size(apk);
        long packed = parts.values().stream().mapToLong(part -> part[0]).sum();
        // Headers, what aligns native libraries, the signature.
        parts.put("zip and signature", new long[] {size - packed, size - packed});
        var out = new StringBuilder("%s: %,d bytes; %,d are allowed%n".formatted(apk.getFileName(), size, budget));
        table(out, "part", "in the APK", parts);
        var code = new TreeMap<String, long[]>();
        for (var type : types.values()) add(code, library(type.name()), 1, type.bytes());
        table(out, "code", "classes", code);
        return out.append("(code: instructions and members; names, texts and annotations are shared, and not in these lines)\n").toString();
    }

    private static String library(String type) {
        return LIBRARIES.entrySet().stream().filter(one -> type.startsWith(one.getKey())).map(Map.Entry::getValue).findFirst().orElse("others");
    }

    private static void add(Map<String, long[]> to, String name, long first, long second) {
        var sum = to.computeIfAbsent(name, one -> new long[2]);
        sum[0] += first;
        sum[1] += second;
    }

    private static void table(StringBuilder out, String name, String first, Map<String, long[]> rows) {
        Function<Map.Entry<String, long[]>, Long> bytes = row -> -row.getValue()[1];
        out.append("%n%-36s %12s %12s%n".formatted(name, first, "bytes"));
        rows.entrySet().stream().sorted(java.util.Comparator.comparing(bytes))
            .forEach(row -> out.append("%-36s %,12d %,12d%n".formatted(row.getKey(), row.getValue()[0], row.getValue()[1])));
    }
}
