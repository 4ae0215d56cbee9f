package clearing.bench.reconcile;

import clearing.bench.Figure;
import clearing.bench.Figures;
import clearing.bench.Progress;
import clearing.reconcile.Booking;
import clearing.reconcile.Posting;
import clearing.settlement.store.EmbeddedCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Two files of the same movements: from the files to durable verdicts, and matching alone. Every contender reads the same bytes and has to
 * come to the same counts.
 */
final class ReconcileBench {
    /** How much of it. */
    record Size(int entries, int pairs, long seed) {}

    private static final int WARM = 20;
    /** Whole runs before the first pair: the compiler is done then. */
    private static final int WHOLE = 4;

    private static final String ROWS = "rows/s";

    private final Size size;
    private final Pandas pandas;
    private final Path work;
    private final Progress progress;
    private final List<Figure> figures = new ArrayList<>();

    ReconcileBench(Size size, Pandas pandas, Path work, Progress progress) {
        this.size = size;
        this.pandas = pandas;
        this.work = work;
        this.progress = progress;
    }

    Figures run(String ranOn) throws Exception {
        progress.step("writing two files of " + size.entries() + " rows");
        RowFiles files = RowFiles.write(work, size.entries(), size.seed());
        RowFiles few = RowFiles.write(work, Math.max(100, size.entries() / WARM), size.seed() + 1);
        boolean hasPandas = pandas.isInstalled();
        try (EmbeddedCluster postgres =
                        EmbeddedCluster.start(work.resolve("postgres"), work.resolveSibling("postgres-programs"));
                ProductStore store = new ProductStore(postgres.database("product"));
                PlainTables tables = new PlainTables(postgres.database("plain"));
                DuckTables duck = new DuckTables()) {
            durable(store, tables, files, few);
            matching(tables, duck, hasPandas, files, few);
        }
        return new Figures(
                "reconcile", ranOn, figures, hasPandas ? List.of() : List.of("pandas: not run, not installed"));
    }

    private void durable(ProductStore store, PlainTables tables, RowFiles files, RowFiles few) throws Exception {
        progress.step("warming up the way to the disk");
        for (int i = 0; i < 3; i++) {
            durable(store, tables, few, true);
            durable(store, tables, few, false);
        }
        Pairs together = new Pairs();
        Pairs chainFirst = new Pairs();
        for (int pair = 0; pair < size.pairs(); pair++) {
            progress.step("pair " + (pair + 1) + " of " + size.pairs() + ": to durable verdicts, and copied");
            double copied = copy(tables, files);
            together.add(durable(store, tables, files, true), copied);
            chainFirst.add(durable(store, tables, files, false), copied);
        }
        figures.add(together.product("file to durable verdict", files.rows(), ROWS));
        figures.add(together.contender("bare COPY", files.rows(), ROWS));
        figures.add(together.ratio("durable against COPY").atLeast(0.2).goal(0.5));
        figures.add(chainFirst.product("the same, chain before books", files.rows(), ROWS));
        figures.add(chainFirst.ratio("chain before books against COPY"));
    }

    private static double copy(PlainTables tables, RowFiles files) throws Exception {
        tables.empty();
        tables.checkpoint();
        return Pairs.seconds(() -> tables.copy(files));
    }

    private static double durable(ProductStore store, PlainTables tables, RowFiles files, boolean together)
            throws Exception {
        store.empty();
        tables.checkpoint();
        double seconds = Pairs.seconds(() -> {
            if (together) {
                store.together(files);
            } else {
                store.chainFirst(files);
            }
        });
        files.counts().require("the product's database", store.counts());
        return seconds;
    }

    private void matching(PlainTables tables, DuckTables duck, boolean hasPandas, RowFiles files, RowFiles few)
            throws Exception {
        progress.step("loading, and warming up the matching");
        warm(few);
        tables.empty();
        tables.copy(files);
        tables.load();
        duck.load(files);
        files.counts().require("PostgreSQL", tables.join());
        files.counts().require("DuckDB", duck.join());
        List<Posting> postings = ProductFiles.chainItems(files.chain());
        List<Booking> bookings = ProductFiles.bookItems(files.books());
        for (int i = 0; i < WHOLE; i++) {
            files.counts().require("the product", new ProductMatch(postings, bookings).match());
        }
        Pairs postgres = new Pairs();
        Pairs duckdb = new Pairs();
        Pairs merged = new Pairs();
        Pairs duckFiles = new Pairs();
        Pairs mergedFiles = new Pairs();
        for (int pair = 0; pair < size.pairs(); pair++) {
            progress.step("pair " + (pair + 1) + " of " + size.pairs() + ": matching alone, and from files");
            ProductMatch loaded = new ProductMatch(postings, bookings);
            double product = Pairs.seconds(() -> files.counts().require("the product", loaded.match()));
            postgres.add(product, Pairs.seconds(() -> files.counts().require("PostgreSQL", tables.join())));
            duckdb.add(product, Pairs.seconds(() -> files.counts().require("DuckDB", duck.join())));
            double fromFiles = Pairs.seconds(() -> files.counts().require("the product", fromFiles(files)));
            duckFiles.add(fromFiles, Pairs.seconds(() -> files.counts().require("DuckDB", duck.fromFiles(files))));
            if (hasPandas) {
                Pandas.Timed timed = pandas.compare(files);
                files.counts().require("pandas", timed.counts());
                merged.add(product, timed.match());
                mergedFiles.add(fromFiles, timed.match() + timed.load());
            }
        }
        figures.add(postgres.product("matching alone", files.rows(), ROWS));
        figures.add(postgres.contender("FULL OUTER JOIN", files.rows(), ROWS));
        figures.add(postgres.ratio("matching against PostgreSQL").atLeast(3).goal(6));
        figures.add(duckdb.contender("DuckDB", files.rows(), ROWS));
        figures.add(duckdb.ratio("matching against DuckDB").atLeast(0.8).goal(1.3));
        if (hasPandas) {
            figures.add(merged.contender("pandas", files.rows(), ROWS));
            figures.add(merged.ratio("matching against pandas").atLeast(10).goal(25));
        }
        figures.add(duckFiles.product("file to verdict in memory", files.rows(), ROWS));
        figures.add(duckFiles.ratio("from files against DuckDB"));
        if (hasPandas) {
            figures.add(mergedFiles.ratio("from files against pandas"));
        }
    }

    private static void warm(RowFiles few) {
        List<Posting> postings = ProductFiles.chainItems(few.chain());
        List<Booking> bookings = ProductFiles.bookItems(few.books());
        for (int i = 0; i < WARM; i++) {
            few.counts().require("the product", new ProductMatch(postings, bookings).match());
        }
    }

    /** Both files are read at the same time, then matched. */
    private static Counts fromFiles(RowFiles files) {
        CompletableFuture<List<Posting>> postings =
                CompletableFuture.supplyAsync(() -> ProductFiles.chainItems(files.chain()));
        List<Booking> bookings = ProductFiles.bookItems(files.books());
        return new ProductMatch(postings.join(), bookings).match();
    }
}
