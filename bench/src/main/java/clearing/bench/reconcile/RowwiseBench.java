package clearing.bench.reconcile;

import clearing.bench.Figures;
import clearing.bench.Progress;
import clearing.reconcile.Booking;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.store.EmbeddedCluster;
import java.nio.file.Path;
import java.util.List;

/** Entries of the books against postings that are stored already: the product, which takes the file, and one entry after the other. */
final class RowwiseBench {
    /** How much of it. */
    record Size(int entries, int pairs, long seed) {}

    private static final String VERDICTS = "entries/s";
    private static final int WARM = 10;

    private final Size size;
    private final Path work;
    private final Progress progress;

    RowwiseBench(Size size, Path work, Progress progress) {
        this.size = size;
        this.work = work;
        this.progress = progress;
    }

    Figures run(String ranOn) throws Exception {
        RowFiles files = RowFiles.write(work, size.entries(), size.seed());
        RowFiles few = RowFiles.write(work, Math.max(100, size.entries() / WARM), size.seed() + 1);
        Pairs pairs = new Pairs();
        int entries = ProductFiles.bookItems(files.books()).size();
        try (EmbeddedCluster postgres =
                        EmbeddedCluster.start(work.resolve("postgres"), work.resolveSibling("postgres-programs"));
                ProductStore store = new ProductStore(postgres.database("product"));
                RowAtATime rows = new RowAtATime(postgres.database("rowwise"));
                PlainTables tables = new PlainTables(postgres.database("plain"))) {
            progress.step("warming up");
            for (int i = 0; i < WARM; i++) {
                product(store, tables, few);
            }
            rowwise(rows, tables, few);
            for (int pair = 0; pair < size.pairs(); pair++) {
                progress.step("pair " + (pair + 1) + " of " + size.pairs() + ": " + entries + " entries");
                pairs.add(product(store, tables, files), rowwise(rows, tables, files));
            }
        }
        return new Figures(
                "rowwise",
                ranOn,
                List.of(
                        pairs.product("the product", entries, VERDICTS),
                        pairs.contender("row at a time", entries, VERDICTS),
                        pairs.ratio("against row at a time").atLeast(50).goal(100)));
    }

    private static double product(ProductStore store, PlainTables tables, RowFiles files) throws Exception {
        store.empty();
        Reconciliation engine = store.post(files);
        tables.checkpoint();
        double seconds = Pairs.seconds(() -> store.books(engine, files));
        files.counts().require("the product's database", store.counts());
        return seconds;
    }

    private static double rowwise(RowAtATime rows, PlainTables tables, RowFiles files) throws Exception {
        rows.load(files);
        List<Booking> entries = ProductFiles.bookItems(files.books());
        tables.checkpoint();
        double seconds = Pairs.seconds(() -> rows.match(entries));
        files.counts().require("the row-at-a-time design", rows.counts());
        return seconds;
    }
}
