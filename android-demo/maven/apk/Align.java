import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * What `zipalign -P 16` does, which Debian has no such new one of: copies an APK so that each native library begins on a page of
 * 16 KiB, and what else is not packed at a multiple of four. The signer keeps to the alignment that an entry names.
 *
 * Usage: java Align FROM TO
 */
final class Align {
    private static final int HEADER = 30;

    /** The extra field by which Android's tools know an alignment. */
    private static final short ALIGNMENT = (short) 0xd935;

    public static void main(String[] arguments) throws Exception {
        try (var from = new ZipFile(arguments[0]); var counted = new Counted(Files.newOutputStream(Path.of(arguments[1])));
            var to = new ZipOutputStream(counted)) {
            to.setLevel(9);
            for (var entry : from.stream().toList()) {
                var data = from.getInputStream(entry).readAllBytes();
                var copy = new ZipEntry(entry.getName());
                // The same for the same files; and one that a zip can say without another extra field.
                copy.setTimeLocal(LocalDateTime.of(1981, 1, 1, 1, 1, 2));
                copy.setMethod(entry.getMethod());
                if (entry.getMethod() == ZipEntry.STORED) {
                    var crc = new CRC32();
                    crc.update(data);
                    copy.setCrc(crc.getValue());
                    copy.setSize(data.length);
                    copy.setExtra(padding(counted.written, entry.getName()));
                }
                to.putNextEntry(copy);
                to.write(data);
                to.closeEntry();
            }
        }
    }

    /** What makes the entry's data, which follow it, begin where they should. */
    private static byte[] padding(long at, String name) {
        int multiple = name.endsWith(".so") ? 16384 : 4;
        var field = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
        long data = at + HEADER + name.getBytes(StandardCharsets.UTF_8).length + field.capacity();
        int more = (int) ((multiple - data % multiple) % multiple);
        field.putShort(ALIGNMENT).putShort((short) (2 + more)).putShort((short) multiple);
        return Arrays.copyOf(field.array(), field.capacity() + more);
    }

    private static final class Counted extends FilterOutputStream {
        private long written;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            written++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            written += length;
        }
    }
}
