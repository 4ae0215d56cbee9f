package clearing.simulation.engine;

/** A host falls in the middle of what it does. Only {@link Host} catches this. */
final class Crash extends RuntimeException {
    private final String port;

    Crash(String port) {
        super(port, null, false, false);
        this.port = port;
    }

    /** Where. */
    String port() {
        return port;
    }
}
