package clearing.settlement.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A query made of fixed fragments; values only ever go in as parameters. */
final class Select {
    private final StringBuilder sql;
    private final List<Object> values = new ArrayList<>();
    private boolean filtered;

    Select(String from, Object... values) {
        this.sql = new StringBuilder(from);
        Collections.addAll(this.values, values);
    }

    Select where(String clause, Object... given) {
        sql.append(filtered ? " and " : " where ").append(clause);
        filtered = true;
        Collections.addAll(values, given);
        return this;
    }

    Select whereIf(Optional<?> value, String clause) {
        return value.isPresent() ? where(clause, value.get()) : this;
    }

    Select then(String tail, Object... given) {
        sql.append(' ').append(tail);
        Collections.addAll(values, given);
        return this;
    }

    String sql() {
        return sql.toString();
    }

    List<Object> values() {
        return values;
    }
}
