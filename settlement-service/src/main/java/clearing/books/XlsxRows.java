package clearing.books;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows of a sheet as the fields that the mapping would find in a CSV file. */
final class XlsxRows implements RowSource, AutoCloseable {
    private static final int MAX_COLUMNS = 512;
    /** Digits that a spreadsheet shows and means; what stands behind them comes from its binary numbers. */
    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_EVEN);

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,25}(?:\\.\\d{1,40})?(?:[eE][+-]?\\d{1,2})?");
    private static final Pattern ROW = Pattern.compile("\\d{1,7}");
    private static final Pattern INDEX = Pattern.compile("\\d{1,9}");
    private static final Pattern CELL = Pattern.compile("([A-Z]{1,3})(\\d{1,7})");
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    private static final LocalDate DAY_ZERO_1904 = LocalDate.of(1904, 1, 1);
    /** The spreadsheet counts a 29th of February 1900; before it days are one off. */
    private static final int LEAP_MISTAKE = 60;

    private static final int LAST_DAY = 2_958_465;

    private final String file;
    private final CsvMapping mapping;
    private final boolean from1904;
    private final List<String> strings;
    private final XmlCursor cursor;
    private final String namespace;
    private final Set<Integer> dates = new HashSet<>();
    private final TableRow fields = new TableRow();
    private int width;
    private int row;

    XlsxRows(XlsxPackage workbook, CsvMapping mapping, Limits limits) {
        this.file = workbook.file();
        this.mapping = mapping;
        XlsxPackage.Sheet sheet = workbook.sheet();
        from1904 = sheet.from1904();
        strings = workbook.strings();
        cursor = workbook.cursor(sheet.part());
        workbook.descend(cursor, "worksheet");
        namespace = cursor.namespace();
        while (true) {
            if (!cursor.nextElement()) {
                throw workbook.problem(ProblemCode.MESSAGE_UNSUPPORTED, "The sheet has no rows.");
            }
            if (cursor.name().equals("sheetData")) {
                return;
            }
            cursor.skip();
        }
    }

    @Override
    public int line() {
        return row + 1;
    }

    @Override
    public TableRow row() {
        return fields;
    }

    @Override
    public Location location(int column) {
        return new Location(file, row, column + 1);
    }

    @Override
    public boolean next() {
        for (Optional<Map<Integer, Raw>> read = read(); read.isPresent(); read = read()) {
            Map<Integer, Cell> cells = new TreeMap<>();
            for (Map.Entry<Integer, Raw> each : read.get().entrySet()) {
                String text = text(each.getValue(), each.getKey());
                if (!text.isBlank()) {
                    cells.put(each.getKey(), new Cell(each.getValue().type(), text));
                }
            }
            if (!cells.isEmpty()) {
                fields.fill(width > 0 ? fields(cells) : header(cells), row);
                return true;
            }
        }
        return false;
    }

    /** A cell as the XML has it. */
    private record Raw(String type, Node node) {}

    /** A cell's type and text. */
    private record Cell(String type, String text) {}

    /** The next row whole; what is wrong with the XML ends the file. */
    private Optional<Map<Integer, Raw>> read() {
        try {
            if (!cursor.nextElement()) {
                return Optional.empty();
            }
            String stated = cursor.attribute("r");
            row = Math.max(row + 1, ROW.matcher(stated).matches() ? Integer.parseInt(stated) : 0);
            Map<Integer, Raw> cells = new TreeMap<>();
            int column = 0;
            while (cursor.nextElement()) {
                Matcher place = CELL.matcher(cursor.attribute("r"));
                String type = cursor.attribute("t");
                column = place.matches() ? column(place.group(1)) : column + 1;
                cells.put(column, new Raw(type, cursor.tree(namespace)));
            }
            return Optional.of(cells);
        } catch (BooksException e) {
            throw BooksException.endOfFile(e.problem());
        }
    }

    private static int column(String letters) {
        int column = 0;
        for (int i = 0; i < letters.length(); i++) {
            column = column * 26 + letters.charAt(i) - 'A' + 1;
        }
        return column;
    }

    private String text(Raw cell, int column) {
        if (cell.type().equals("inlineStr")) {
            return cell.node().find("is").map(XlsxPackage::text).orElse("");
        }
        String value = cell.node().textAt("v");
        if (!cell.type().equals("s") || value.isEmpty()) {
            return value;
        }
        if (!INDEX.matcher(value).matches() || Integer.parseInt(value) >= strings.size()) {
            throw problem(ProblemCode.FIELD_INVALID, column, "The cell names a text that the workbook does not hold.");
        }
        return strings.get(Integer.parseInt(value));
    }

    /** The row as it stands; the first that names all columns is the header, and what follows is read by it. */
    private List<String> header(Map<Integer, Cell> cells) {
        int last = cells.keySet().stream().max(Integer::compare).orElse(0);
        if (last > MAX_COLUMNS) {
            throw problem(ProblemCode.ROW_WIDTH, last, "A row has at most " + MAX_COLUMNS + " fields.");
        }
        List<String> top = new ArrayList<>(last);
        for (int column = 1; column <= last; column++) {
            Cell cell = cells.get(column);
            top.add(cell == null ? "" : cell.text());
        }
        List<String> names = top.stream().map(String::strip).toList();
        if (!names.containsAll(mapping.columns().values())) {
            return top;
        }
        width = last;
        for (CsvTarget target : List.of(CsvTarget.BOOKING_DATE, CsvTarget.VALUE_DATE)) {
            String name = mapping.columns().getOrDefault(target, "");
            for (int column = 1; !name.isEmpty() && column <= width; column++) {
                if (names.get(column - 1).equals(name)) {
                    dates.add(column);
                }
            }
        }
        return top;
    }

    private List<String> fields(Map<Integer, Cell> cells) {
        int last = cells.keySet().stream().max(Integer::compare).orElse(0);
        if (last > width) {
            throw problem(ProblemCode.ROW_WIDTH, last, "The cell is right of the last column that has a name.");
        }
        List<String> texts = new ArrayList<>(width);
        for (int column = 1; column <= width; column++) {
            Cell cell = cells.get(column);
            texts.add(cell == null ? "" : field(cell, column));
        }
        return texts;
    }

    /** A cell's value in the words of the mapping. */
    private String field(Cell cell, int column) {
        return switch (cell.type()) {
            case "e" ->
                throw problem(
                        ProblemCode.FIELD_INVALID,
                        column,
                        "The cell holds the error " + Texts.quote(cell.text()) + ".");
            case "b" -> cell.text().equals("1") ? "true" : "false";
            case "d" -> dates.contains(column) ? day(cell.text(), column) : cell.text();
            case "", "n" -> dates.contains(column) ? serial(cell.text(), column) : number(cell.text(), column);
            default -> cell.text();
        };
    }

    private String number(String text, int column) {
        return decimal(text, column).toPlainString().replace('.', mapping.decimalSeparator());
    }

    private BigDecimal decimal(String text, int column) {
        if (!NUMBER.matcher(text).matches()) {
            throw problem(ProblemCode.AMOUNT_MALFORMED, column, "Not a number: " + Texts.quote(text) + ".");
        }
        BigDecimal value = new BigDecimal(text);
        BigDecimal shown = value.precision() > SHOWN.getPrecision() ? value.round(SHOWN) : value;
        return shown.signum() == 0 ? BigDecimal.ZERO : shown.stripTrailingZeros();
    }

    /** The day of a number that counts days; a time of day behind the point is left out. */
    private String serial(String text, int column) {
        BigDecimal value = decimal(text, column);
        int day = value.compareTo(BigDecimal.valueOf(LAST_DAY)) > 0 || value.signum() < 0
                ? -1
                : value.setScale(0, RoundingMode.FLOOR).intValue();
        if (day < 0 || (!from1904 && (day == 0 || day == LEAP_MISTAKE))) {
            throw problem(ProblemCode.DATE_MALFORMED, column, "Not the number of a day: " + Texts.quote(text) + ".");
        }
        LocalDate date =
                from1904 ? DAY_ZERO_1904.plusDays(day) : DAY_ZERO.plusDays(day < LEAP_MISTAKE ? day + 1L : day);
        return mapping.dateFormat().format(date.atStartOfDay());
    }

    /** A day as ISO 8601 writes it, which newer workbooks may hold as such. */
    private String day(String text, int column) {
        Location location = new Location(file, row, column);
        LocalDate date = text.indexOf('T') < 0
                ? Dates.isoDate(text, location, "")
                : Dates.isoDateTime(text, Optional.empty(), location, "");
        return mapping.dateFormat().format(date.atStartOfDay());
    }

    private BooksException problem(ProblemCode code, int column, String sentence) {
        return new BooksException(code, new Location(file, row, column), "", sentence);
    }

    @Override
    public void close() {
        cursor.close();
    }
}
