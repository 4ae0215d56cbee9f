package clearing.settlement.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A sheet of typed cells. Numbers beyond the 15 digits that spreadsheets keep are written as words, so that none is changed. */
final class XlsxTable implements TableWriter {
    private static final int EXACT_DIGITS = 15;
    private static final int MOST_TEXT = 32_767;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    private final Workbook workbook = new Workbook(bytes, "clearing", "1.0");
    private final Worksheet sheet;
    private int row;

    XlsxTable(String name) {
        sheet = workbook.newWorksheet(name);
        sheet.freezePane(0, 1);
    }

    @Override
    public void row(List<Cell> cells) throws IOException {
        for (int c = 0; c < cells.size(); c++) {
            switch (cells.get(c)) {
                case Cell.Words words -> sheet.value(row, c, printable(words.text()));
                case Cell.Figure number -> number(c, new BigDecimal(number.digits()));
                case Cell.Empty empty -> {}
            }
            if (row == 0) {
                sheet.style(row, c).bold().set();
            }
        }
        row++;
        if (row % 1_000 == 0) {
            sheet.flush();
        }
    }

    private void number(int column, BigDecimal value) {
        if (value.precision() > EXACT_DIGITS) {
            sheet.value(row, column, value.toPlainString());
            return;
        }
        sheet.value(row, column, value);
        int decimals = Math.max(0, value.scale());
        sheet.style(row, column)
                .format(decimals == 0 ? "#,##0" : "#,##0." + "0".repeat(decimals))
                .set();
    }

    /** Without the characters that XML cannot say, and not longer than a cell may be. */
    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().limit(MOST_TEXT / 2).forEach(c -> {
            boolean possible =
                    c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF || c == '\n' || c == '\t';
            out.appendCodePoint(possible ? c : 0xFFFD);
        });
        return out.toString();
    }

    @Override
    public byte[] finish() throws IOException {
        workbook.finish();
        return bytes.toByteArray();
    }
}
