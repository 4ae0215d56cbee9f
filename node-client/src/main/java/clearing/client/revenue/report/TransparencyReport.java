package clearing.client.revenue.report;

import java.time.Instant;
import java.util.List;

/**
 * The report of a quarter for one reader: the same for every form that it is written in.
 *
 * @param title of the agreement
 * @param reader id of the member that it is for
 * @param at the report's time, which is the only thing in it that is not from the ledger
 * @param head what it is about, as pairs of name and text
 * @param pictures those with something to see
 * @param tables in order
 * @param proof how to verify it, as paragraphs
 */
public record TransparencyReport(
        String agreement,
        String title,
        Quarter quarter,
        String reader,
        Instant at,
        List<Entry> head,
        List<StackedBars> pictures,
        List<ReportTable> tables,
        List<String> proof) {
    public TransparencyReport {
        head = List.copyOf(head);
        pictures = List.copyOf(pictures);
        tables = List.copyOf(tables);
        proof = List.copyOf(proof);
    }

    public record Entry(String name, String text) {}

    /** A file name without its ending. */
    public String fileName() {
        return agreement + "-" + quarter + "-" + reader;
    }
}
