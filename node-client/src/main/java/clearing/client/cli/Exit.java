package clearing.client.cli;

/** The exit codes. */
final class Exit {
    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int BAD_INPUT = 2;
    static final int UNKNOWN = 3;

    private Exit() {}
}
