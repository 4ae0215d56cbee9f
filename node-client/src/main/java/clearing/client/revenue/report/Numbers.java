package clearing.client.revenue.report;

import java.math.BigDecimal;

/** Numbers with their thousands apart. */
final class Numbers {
    private Numbers() {}

    static String text(BigDecimal value) {
        String plain = value.abs().toPlainString();
        int dot = plain.indexOf('.');
        String whole = dot < 0 ? plain : plain.substring(0, dot);
        StringBuilder out = new StringBuilder(value.signum() < 0 ? "-" : "");
        for (int i = 0; i < whole.length(); i++) {
            if (i > 0 && (whole.length() - i) % 3 == 0) {
                out.append(',');
            }
            out.append(whole.charAt(i));
        }
        return out.append(dot < 0 ? "" : plain.substring(dot)).toString();
    }

    /** A cell's text; what is not shown says so. */
    static String text(Cell cell) {
        return switch (cell) {
            case Cell.Words words -> words.text();
            case Cell.Figure figure -> text(figure.value());
            case Cell.Hidden hidden -> "not shown";
        };
    }
}
