package clearing.client.revenue.report;

import java.util.Locale;
import java.util.Optional;

/** What a report is written as. */
public enum ReportFormat {
    HTML("text/html; charset=utf-8"),
    PDF("application/pdf"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String mediaType;

    ReportFormat(String mediaType) {
        this.mediaType = mediaType;
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
        return switch (this) {
            case HTML -> HtmlReport.write(report);
            case PDF -> PdfReport.write(report);
            case XLSX -> XlsxReport.write(report);
        };
    }

    /** Name of the file. */
    public String fileName(TransparencyReport report) {
        return report.fileName() + "." + word();
    }
}
