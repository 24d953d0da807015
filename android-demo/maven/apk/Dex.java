import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The classes of a file of Android's bytecode, as the format is described for Android ("Dalvik executable format"). */
final class Dex {
    /** A class: its name as in Java, the names of its methods and fields, and the bytes that are its alone. */
    record Type(String name, Set<String> methods, Set<String> fields, long bytes) {}

    private final ByteBuffer file;

    Dex(byte[] bytes) {
        file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 112 || file.getInt(0) != 0x0a786564) throw new IllegalArgumentException("it is no dex file");
    }

    List<Type> types() {
        var types = new ArrayList<Type>();
        int count = file.getInt(0x60), table = file.getInt(0x64);
        for (int i = 0; i < count; i++) types.add(type(table + 32 * i));
        return types;
    }

    private Type type(int definition) {
        var name = typeName(file.getInt(definition));
        var methods = new TreeSet<String>();
        var fields = new TreeSet<String>();
        long bytes = 32;
        int data = file.getInt(definition + 24);
        if (data != 0) {
            file.position(data);
            int statics = number(), instance = number(), direct = number(), virtual = number();
            for (int count : new int[] {statics, instance}) {
                for (int i = 0, index = 0; i < count; i++) {
                    index += number();
                    number();
                    fields.add(memberName(0x54, index));
                }
            }
            for (int count : new int[] {direct, virtual}) {
                for (int i = 0, index = 0; i < count; i++) {
                    index += number();
                    number();
                    int code = number();
                    methods.add(memberName(0x5c, index));
                    if (code != 0) bytes += 16 + 2L * file.getInt(code + 12);
                }
            }
            bytes += file.position() - data;
        }
        return new Type(name, methods, fields, bytes);
    }

    private String typeName(int index) {
        var text = string(file.getInt(file.getInt(0x44) + 4 * index));
        return text.substring(1, text.length() - 1).replace('/', '.');
    }

    /** Fields and methods have their names at the same place of their tables. */
    private String memberName(int table, int index) {
        return string(file.getInt(file.getInt(table) + 8 * index + 4));
    }

    private String string(int index) {
        int at = file.getInt(file.getInt(0x3c) + 4 * index);
        while (file.get(at) < 0) at++;
        int end = ++at;
        while (file.get(end) != 0) end++;
        return new String(file.array(), at, end - at, StandardCharsets.UTF_8);
    }

    /** A number of variable length, at the file's position. */
    private int number() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = file.get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) return value;
        }
    }
}
