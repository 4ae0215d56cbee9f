package clearing.client.revenue.report;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What a report is written as. */
public enum ReportFormat {
    HTML("text/html; charset=utf-8", HtmlReport::write),
    PDF("application/pdf", PdfReport::write),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", XlsxReport::write);

    private final String mediaType;
    private final Function<TransparencyReport, byte[]> writer;

    ReportFormat(String mediaType, Function<TransparencyReport, byte[]> writer) {
        this.mediaType = mediaType;
        this.writer = writer;
    }

    /** Reads {@code html}, {@code pdf} or {@code xlsx}. */
    public static Optional<ReportFormat> parse(String text) {
        for (ReportFormat format : values()) {
            if (format.word().equals(text)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The word for it, which is the ending of its files too. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String mediaType() {
        return mediaType;
    }

    /** The same report gives the same bytes. */
    public byte[] write(TransparencyReport report) {
        return writer.apply(report);
    }

    /** Name of the file. */
    public String fileName(TransparencyReport report) {
        return report.fileName() + "." + word();
    }
}
