package clearing.settlement;

import clearing.settlement.api.Contract;
import clearing.settlement.store.DatabaseAddress;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the service of one or several members until it is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the settlement service of each configured member. Prints READY and the addresses.")
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final int SLOW_MILLIS = 500;
    private static final int CONTRACT_SECONDS = 30;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Configuration of one member; several members run in one process when it is repeated.")
    private List<Path> configs = new ArrayList<>();

    @Option(
            names = "--demo-users",
            description = "Makes a user per role with a new random password and prints them. For demonstrations.")
    private boolean demoUsers;

    @Option(
            names = "--demo-users-file",
            paramLabel = "FILE",
            description =
                    "Writes the users of --demo-users to this file, readable by its owner alone, and does not print them.")
    private @Nullable Path demoUsersFile;

    @Override
    public Integer call() throws Exception {
        List<ServiceConfig> all = configs.stream().map(ServiceConfig::read).toList();
        Deque<AutoCloseable> open = new ArrayDeque<>();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(() -> closeAll(open), "shutdown");
        try {
            List<MemberService> services = start(all, open);
            Runtime.getRuntime().addShutdownHook(hook);
            announce(services);
            stopped.await();
            return 0;
        } catch (RuntimeException | Error e) {
            closeAll(open);
            throw e;
        }
    }

    private List<MemberService> start(List<ServiceConfig> all, Deque<AutoCloseable> open) throws InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setMaxEventLoopExecuteTime(SLOW_MILLIS)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
        open.push(() -> vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS));
        Databases databases = new Databases();
        open.push(databases);
        Future<Contract> loading = Contract.load(vertx).toCompletionStage().toCompletableFuture();
        List<MemberService> services = new ArrayList<>();
        // One after the other: the first start initialises the classes that all share, and the others are quick then.
        for (ServiceConfig config : all) {
            DatabaseAddress address = databases.of(config);
            MemberService started = MemberService.start(config, address, vertx, contract(loading), Clock.systemUTC());
            open.push(started);
            services.add(started);
            LOG.info("{} listens on {}", started.member(), started.url());
        }
        return services;
    }

    private static Contract contract(Future<Contract> loading) throws InterruptedException {
        try {
            return loading.get(CONTRACT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the API's document cannot be read", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the API's document was not read in time", e);
        }
    }

    private void announce(List<MemberService> services) {
        DemoUsers users = new DemoUsers();
        if (demoUsers) {
            services.forEach(users::make);
        }
        CommandSpec here = spec;
        if (here == null) {
            throw new IllegalStateException("picocli sets the specification");
        }
        java.io.PrintWriter out = here.commandLine().getOut();
        Path file = demoUsersFile;
        if (demoUsers && file != null) {
            users.write(file);
        } else {
            users.print(out);
        }
        out.println("READY");
        services.forEach(service -> out.println(service.member() + " " + service.url()));
        out.flush();
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("a part did not stop in order: " + e.getMessage());
            }
        }
    }
}
