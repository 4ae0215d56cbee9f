package clearing.settlement.api;

import clearing.client.revenue.report.Quarter;
import clearing.client.revenue.report.ReportFormat;
import clearing.client.revenue.report.ReportMaker;
import clearing.client.revenue.report.TransparencyReport;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Transparency reports of a quarter, for the service's member. */
final class RevenueReports {
    private final RevenueOperations agreements;
    private final Database database;
    private final Json json;

    RevenueReports(RevenueOperations agreements, Database database, Json json) {
        this.agreements = agreements;
        this.database = database;
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put("revenueReport", this::report);
    }

    private Answer report(Call call) {
        ReportFormat format = call.text("format")
                .map(word -> ReportFormat.parse(word)
                        .orElseThrow(() -> ApiException.invalid("format", "A report is html, pdf or xlsx.")))
                .orElse(ReportFormat.HTML);
        Optional<Quarter> quarter = Quarter.parse(call.pathText("quarter"));
        TransparencyReport report = database.read(connection -> {
            RevenueOperations.Known known = agreements
                    .known(connection, call.pathText("agreement"))
                    .orElseThrow(() -> ApiException.notFound("This agreement"));
            Quarter asked = quarter.orElseThrow(() -> ApiException.invalid("quarter", "A quarter is such as 2026-Q4."));
            // The newest block's time, so that the same ledger gives the same report.
            Instant at = Rows.first(
                            connection,
                            "select at from block order by number desc limit 1",
                            List.of(),
                            row -> Rows.instant(row, "at"))
                    .orElse(Instant.EPOCH);
            return known.reader()
                    .record(known.id())
                    .flatMap(record -> ReportMaker.make(record, asked, known.visibility(), json::scale, at))
                    .orElseThrow(() -> ApiException.notFound("A report of this agreement for this member"));
        });
        return Answer.file(format.mediaType(), format.fileName(report), Buffer.buffer(format.write(report)));
    }
}
