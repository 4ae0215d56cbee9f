package clearing.messages;

/** Facts as lines of text, for their hashes. */
final class Lines {
    private Lines() {}

    /** The fields parted by tabs and ended by a line feed; a field that holds either would say something else. */
    static String of(Object... fields) {
        StringBuilder line = new StringBuilder(128);
        for (int i = 0; i < fields.length; i++) {
            String field = fields[i].toString();
            if (field.indexOf('\t') >= 0 || field.indexOf('\n') >= 0) {
                throw new MessageException("A fact of the ledger holds a tab or a line feed, which no hash can part.");
            }
            line.append(i == 0 ? "" : "\t").append(field);
        }
        return line.append('\n').toString();
    }
}
