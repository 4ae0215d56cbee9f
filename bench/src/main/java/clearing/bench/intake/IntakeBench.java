package clearing.bench.intake;

import clearing.bench.Figure;
import clearing.bench.Figures;
import clearing.bench.Progress;
import clearing.client.intake.IntakeServer;
import clearing.client.intake.IntakeToken;
import clearing.client.trade.Intake;
import clearing.settlement.store.EmbeddedCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Both sides get the same rows in the same batches from as many clients, and answer when the batch is on the disk. The baseline is
 * flattered: it gets its rows as typed values, checks nothing but its primary key, and is spoken to without HTTP.
 */
final class IntakeBench {
    /** How much of it; batches are those of one run, over all clients. */
    record Size(int pairs, int clients, int batches, int rows) {}

    /** One batch, in both forms, to the other side and back. */
    @FunctionalInterface
    interface Sink {
        void send(SampleRows.Batch batch) throws Exception;
    }

    private record Run(double rowsPerSecond, double p99Millis) {}

    private final Size size;
    private final Path work;
    private final Progress progress;

    IntakeBench(Size size, Path work, Progress progress) {
        this.size = size;
        this.work = work;
        this.progress = progress;
    }

    Figures run(String ranOn) throws Exception {
        Path cache = work.resolveSibling("postgres-programs");
        Path box = Files.createDirectories(work.resolve("outbox"));
        Path token = box.resolve("intake.token");
        try (EmbeddedCluster postgres = EmbeddedCluster.start(work.resolve("postgres"), cache);
                Intake intake = Intake.open(box, SampleRows.constitution(), SampleRows.MEMBER);
                IntakeServer server =
                        IntakeServer.start(0, () -> Optional.of(intake), IntakeToken.of(token, new SecureRandom()));
                RowTable table = new RowTable(postgres.database("intake"), size.clients());
                HttpClients http =
                        new HttpClients(server.port(), Files.readString(token).strip(), size.rows())) {
            progress.step("warming up");
            measure(-2, table::insert);
            measure(-1, http::post);
            return new Figures("intake", ranOn, measure(table, http));
        }
    }

    private List<Figure> measure(RowTable table, HttpClients http) throws Exception {
        int n = size.pairs();
        double[] inserted = new double[n];
        double[] acknowledged = new double[n];
        double[] ratio = new double[n];
        double[] insertP99 = new double[n];
        double[] acknowledgeP99 = new double[n];
        double[] p99Ratio = new double[n];
        for (int i = 0; i < n; i++) {
            progress.step("pair " + (i + 1) + " of " + n + ": PostgreSQL");
            Run baseline = measure(2 * i, table::insert);
            progress.step("pair " + (i + 1) + " of " + n + ": intake");
            Run product = measure(2 * i + 1, http::post);
            inserted[i] = baseline.rowsPerSecond();
            acknowledged[i] = product.rowsPerSecond();
            ratio[i] = acknowledged[i] / inserted[i];
            insertP99[i] = baseline.p99Millis();
            acknowledgeP99[i] = product.p99Millis();
            p99Ratio[i] = acknowledgeP99[i] / insertP99[i];
        }
        return List.of(
                Figure.of("acknowledged", "trades/s", acknowledged),
                Figure.of("inserted into PostgreSQL", "rows/s", inserted),
                Figure.of("acknowledged against inserted", "times", ratio)
                        .atLeast(0.3)
                        .goal(0.6),
                Figure.of("acknowledgement, p99", "ms", acknowledgeP99),
                Figure.of("insert, p99", "ms", insertP99),
                Figure.of("acknowledgement against insert, p99", "times", p99Ratio));
    }

    private Run measure(int run, Sink sink) throws Exception {
        List<SampleRows.Batch> batches = SampleRows.batches(run, size.batches(), size.rows());
        double[] millis = new double[batches.size()];
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(size.clients())) {
            List<Callable<Boolean>> clients = new ArrayList<>();
            for (int client = 0; client < size.clients(); client++) {
                int first = client;
                clients.add(() -> {
                    for (int i = first; i < batches.size(); i += size.clients()) {
                        long sent = System.nanoTime();
                        sink.send(batches.get(i));
                        millis[i] = (System.nanoTime() - sent) / 1e6;
                    }
                    return true;
                });
            }
            for (Future<Boolean> client : threads.invokeAll(clients)) {
                client.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(millis);
        double p99 = millis[Math.min(millis.length - 1, (int) Math.ceil(millis.length * 0.99) - 1)];
        return new Run((double) size.batches() * size.rows() / seconds, p99);
    }
}
