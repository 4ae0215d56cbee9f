package clearing.settlement.export;

import java.util.Optional;

/** What a table can be written as. */
public enum TableFormat {
    /** RFC 4180, UTF-8. */
    CSV("text/csv", "csv"),
    /** Office Open XML workbook with one sheet. */
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");

    private final String mediaType;
    private final String ending;

    TableFormat(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    /** Media type. */
    public String mediaType() {
        return mediaType;
    }

    /** Ending of a file's name, without the dot. */
    public String ending() {
        return ending;
    }

    /**
     * The format that an {@code Accept} header asks for.
     *
     * @param accept value of the header, or empty
     * @return empty when it asks for neither
     */
    public static Optional<TableFormat> asked(String accept) {
        for (String part : accept.split(",", -1)) {
            String type = part.split(";", 2)[0].strip();
            for (TableFormat format : values()) {
                if (format.mediaType.equals(type)) {
                    return Optional.of(format);
                }
            }
        }
        return Optional.empty();
    }
}
