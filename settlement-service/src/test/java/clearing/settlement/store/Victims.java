package clearing.settlement.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Processes of this test's classes that die at a fail point. */
public final class Victims {
    /** Exit code of a process that a fail point has halted, as after kill -9. */
    public static final int KILLED = 137;

    /** The variable in which a victim finds the database's password. */
    public static final String PASSWORD = "VICTIM_PASSWORD";

    private Victims() {}

    /**
     * Runs the main method of a class, with the database's address and user as arguments, to its end.
     *
     * @param point           where it dies
     * @param patienceSeconds how long to wait for its end
     * @return its exit code; -1 when it did not end in time
     */
    public static int die(Class<?> main, DatabaseAddress address, String point, int patienceSeconds)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dclearing.failpoint=" + point,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName(),
                address.url(),
                address.user());
        builder.environment().put(PASSWORD, address.password());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }
}
