package clearing.kernel;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.command.Command;
import clearing.kernel.command.CommandCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * What one transaction carries: commands in order. A command that is linked to the next forms a group with it; of a group all
 * are done or none.
 *
 * <pre>batch := format u8 | count u16 | (linked to next u8, command){count}</pre>
 */
public record Batch(List<Entry> entries) {
    public static final int MAX_COMMANDS = 1_000;
    public static final int MAX_BYTES = 2 * 1024 * 1024;

    private static final int FORMAT = 1;

    /** @param linkedToNext true when this command and the next stand or fall together */
    public record Entry(Command command, boolean linkedToNext) {}

    /** @throws IllegalArgumentException when there are none or too many commands, or the last is linked to nothing */
    public Batch {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.size() > MAX_COMMANDS) {
            throw new IllegalArgumentException("a batch has 1 to " + MAX_COMMANDS + " commands, not " + entries.size());
        }
        if (entries.getLast().linkedToNext()) {
            throw new IllegalArgumentException("the last command of a batch has no next one to be linked to");
        }
    }

    public static Batch of(Command... commands) {
        return of(List.of(commands));
    }

    /** Commands that stand each for itself. */
    public static Batch of(List<? extends Command> commands) {
        List<Entry> entries = new ArrayList<>(commands.size());
        commands.forEach(command -> entries.add(new Entry(command, false)));
        return new Batch(entries);
    }

    /** One group: all are done or none. */
    public static Batch linked(Command... commands) {
        List<Entry> entries = new ArrayList<>(commands.length);
        for (int i = 0; i < commands.length; i++) {
            entries.add(new Entry(commands[i], i < commands.length - 1));
        }
        return new Batch(entries);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(256).u8(FORMAT).u16(entries.size());
        for (Entry entry : entries) {
            out.u8(entry.linkedToNext() ? 1 : 0);
            CommandCodec.write(out, entry.command());
        }
        return out.toBytes();
    }

    /** @throws MalformedInput when the bytes are no batch */
    public static Batch decode(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new MalformedInput(
                    ResultCode.TOO_LARGE, "batch", "a batch has at most " + MAX_BYTES + " bytes, not " + bytes.length);
        }
        ByteReader in = new ByteReader(bytes);
        if (in.u8("batch.format") != FORMAT) {
            throw new MalformedInput(ResultCode.UNSUPPORTED_VERSION, "batch.format", "the batch's format is not 1");
        }
        int count = in.u16("batch.count");
        if (count < 1 || count > MAX_COMMANDS) {
            throw in.fault(ResultCode.TOO_LARGE, "batch.count", "is outside 1.." + MAX_COMMANDS);
        }
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean linked = in.flag("batch[" + i + "].linkedToNext");
            entries.add(new Entry(CommandCodec.read(in, "batch[" + i + "]"), linked));
        }
        in.end("batch");
        if (entries.getLast().linkedToNext()) {
            throw new MalformedInput(
                    ResultCode.MALFORMED,
                    "batch[" + (count - 1) + "].linkedToNext",
                    "the last command has no next one");
        }
        return new Batch(entries);
    }
}
