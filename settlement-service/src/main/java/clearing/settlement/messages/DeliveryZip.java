package clearing.settlement.messages;

import clearing.messages.Delivery;
import clearing.messages.Sese023Writer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Instructions, one message each, in a ZIP whose bytes follow from them: nothing is compressed and no entry has a time. */
public final class DeliveryZip {
    /** The first time that a ZIP can say. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private DeliveryZip() {}

    /** Writes the file; the stream stays open. */
    public static void write(List<Delivery> deliveries, OutputStream stream) {
        try {
            ZipOutputStream zip = new ZipOutputStream(stream);
            int number = 0;
            for (Delivery delivery : deliveries) {
                ByteArrayOutputStream message = new ByteArrayOutputStream();
                Sese023Writer.write(delivery, message);
                CRC32 sum = new CRC32();
                sum.update(message.toByteArray());
                ZipEntry entry = new ZipEntry(String.format(Locale.ROOT, "sese.023-%05d.xml", ++number));
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(message.size());
                entry.setCrc(sum.getValue());
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(message.toByteArray());
                zip.closeEntry();
            }
            zip.finish();
            zip.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
