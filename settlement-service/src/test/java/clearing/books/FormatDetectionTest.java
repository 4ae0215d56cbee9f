package clearing.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormatDetectionTest {
    @Test
    void the_content_tells_and_not_the_name() {
        assertThat(of("<?xml version=\"1.0\"?><Document/>")).contains(BooksFormat.Family.CAMT);
        assertThat(of("\uFEFF  <Document/>")).contains(BooksFormat.Family.CAMT);
        assertThat(FormatDetection.of("\uFEFF<Document/>".getBytes(StandardCharsets.UTF_16LE)))
                .contains(BooksFormat.Family.CAMT);
        assertThat(FormatDetection.of("<Document/>".getBytes(StandardCharsets.UTF_16BE)))
                .contains(BooksFormat.Family.CAMT);
        assertThat(of("ABNANL2A\n940\nABNANL2A\n:20:X\n")).contains(BooksFormat.Family.MT);
        assertThat(of("{1:F01BANK}{2:I940BANK}{4:\n")).contains(BooksFormat.Family.MT);
        assertThat(of("\r\n:20:X\r\n")).contains(BooksFormat.Family.MT);
        assertThat(of("date;amount\n2026-11-23;1")).contains(BooksFormat.Family.CSV);
        assertThat(FormatDetection.of(PackedBooksTest.zip(Map.of("xl/workbook.xml", ""))))
                .contains(BooksFormat.Family.XLSX);
        assertThat(FormatDetection.of(PackedBooksTest.zip(Map.of("a.xml", "")))).contains(BooksFormat.Family.PACKED);
        assertThat(FormatDetection.of(PackedBooksTest.gzip(""))).contains(BooksFormat.Family.PACKED);
        assertThat(FormatDetection.of(new byte[] {'P', 'K', 3, 4, 20})).contains(BooksFormat.Family.PACKED);
        assertThat(of("")).isEmpty();
        assertThat(of(" \n ")).isEmpty();
        assertThat(FormatDetection.of(new byte[] {1, 0, 2, 0})).isEmpty();
    }

    private static Optional<BooksFormat.Family> of(String text) {
        return FormatDetection.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
