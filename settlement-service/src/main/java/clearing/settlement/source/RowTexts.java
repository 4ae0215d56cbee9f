package clearing.settlement.source;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rows of a query as texts: numbers plainly, days and the days of times as ISO dates, null as nothing. */
final class RowTexts {
    private RowTexts() {}

    static List<String> columns(ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(meta.getColumnLabel(i));
        }
        return columns;
    }

    static List<String> row(ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            texts.add(text(rows, i, meta.getColumnType(i)));
        }
        return texts;
    }

    private static String text(ResultSet rows, int column, int type) throws SQLException {
        return switch (type) {
            case Types.NUMERIC, Types.DECIMAL -> {
                BigDecimal number = rows.getBigDecimal(column);
                yield number == null ? "" : number.toPlainString();
            }
            case Types.DATE -> {
                Date date = rows.getDate(column);
                yield date == null ? "" : date.toLocalDate().toString();
            }
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> {
                Timestamp time = rows.getTimestamp(column);
                yield time == null ? "" : time.toLocalDateTime().toLocalDate().toString();
            }
            case Types.BIT, Types.BOOLEAN -> {
                boolean flag = rows.getBoolean(column);
                yield rows.wasNull() ? "" : Boolean.toString(flag);
            }
            default -> Objects.requireNonNullElse(rows.getString(column), "");
        };
    }
}
