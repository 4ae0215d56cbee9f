package clearing.settlement.api;

import clearing.settlement.store.Database;
import clearing.settlement.stress.StressNight;
import clearing.settlement.stress.StressNights;
import java.time.LocalDate;
import java.util.Map;

/** The nights' stress tests, newest first. */
final class StressOperations {
    private final Database database;

    StressOperations(Database database) {
        this.database = database;
    }

    void register(Map<String, Operation> operations) {
        operations.put("stress", this::stress);
    }

    private Answer stress(Call call) {
        Select query = new Select("select * from stress_night");
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("night < ?", LocalDate.ofEpochDay(cursor.number(0)));
        }
        query.then("order by night desc");
        return Answer.ok(database.read(connection -> Page.of(connection, query, call.limit(), row -> {
            StressNight night = StressNights.of(row);
            return new Page.Item(
                    StressJson.night(night), Cursor.of(night.night().toEpochDay()));
        })));
    }
}
